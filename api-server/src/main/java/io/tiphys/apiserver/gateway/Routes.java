package io.tiphys.apiserver.gateway;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.tiphys.apiserver.operation.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The REST paths of all operations, read from the options of the `.proto` files.
final class Routes {

  /// An operation under one path.
  ///
  /// @param body the field that the body is, `*` for the whole message, empty for none
  record Route(String verb, PathTemplate path, String body, Operation<?, ?> operation) {}

  /// What a request leads to.
  sealed interface Found {
    record To(Route route, Map<String, String> values) implements Found {}

    /// The path is known with other verbs.
    record WrongVerb() implements Found {}

    record Nothing() implements Found {}
  }

  /// The deprecated operations that share their path with another: the other one answers.
  private static final List<String> SHADOWED =
      List.of(
          "repository.RepositoryService/List",
          "repository.RepositoryService/Create",
          "repository.RepositoryService/Update",
          "repository.RepositoryService/Delete");

  private final Map<String, List<Route>> byFirst = new HashMap<>();

  Routes(Operations operations) {
    for (var operation : operations.all()) {
      if (operation.method().getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier schema
          && !SHADOWED.contains(operation.method().getFullMethodName())) {
        var rule = schema.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.http);
        add(operation, rule);
        rule.getAdditionalBindingsList().forEach(more -> add(operation, more));
      }
    }
    byFirst
        .values()
        .forEach(routes ->
            routes.sort(
                Comparator.comparingInt((Route route) -> -route.path().literals())
                    .thenComparing(route -> route.verb())));
  }

  private void add(Operation<?, ?> operation, HttpRule rule) {
    String verb = rule.getPatternCase().name();
    String path =
        switch (rule.getPatternCase()) {
          case GET -> rule.getGet();
          case PUT -> rule.getPut();
          case POST -> rule.getPost();
          case DELETE -> rule.getDelete();
          case PATCH -> rule.getPatch();
          case CUSTOM, PATTERN_NOT_SET -> "";
        };
    if (!path.isEmpty()) {
      byFirst
          .computeIfAbsent(first(path), key -> new ArrayList<>())
          .add(new Route(verb, PathTemplate.parse(path), rule.getBody(), operation));
    }
  }

  /// @param path as it came, escaped
  Found find(String verb, String path) {
    boolean isKnown = false;
    for (Route route : byFirst.getOrDefault(first(path), List.of())) {
      var values = route.path().match(path);
      if (values.isPresent()) {
        if (route.verb().equals(verb)) {
          return new Found.To(route, values.get());
        }
        isKnown = true;
      }
    }
    return isKnown ? new Found.WrongVerb() : new Found.Nothing();
  }

  /// What routes are looked up by: the third segment, such as `applications`.
  private static String first(String path) {
    String[] parts = path.split("/", 5);
    return parts.length > 3 ? parts[3] : "";
  }
}
