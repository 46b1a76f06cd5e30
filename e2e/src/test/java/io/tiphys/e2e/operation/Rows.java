package io.tiphys.e2e.operation;

import io.grpc.MethodDescriptor;
import io.tiphys.e2e.operation.Case.Asked;
import io.tiphys.e2e.operation.Case.Expected;
import io.tiphys.e2e.operation.Case.Given;
import io.tiphys.e2e.operation.Case.Impossible;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads `SERVICE.yaml` beside this class: of each RPC what is asked and what has to come.
///
/// ```yaml
/// Get:
///   success: {ask: {name: guestbook}, answer: {metadata: {name: guestbook}}}
///   not found: {ask: {name: absent}, refused: "PermissionDenied: permission denied"}
///   forbidden: {ask: {name: guestbook}, refused: "PermissionDenied: permission denied"}
///   bad argument: a reason why there is none
/// ```
///
/// `ask` is a list for an upload; `given` has calls that come before, `as` says who asks, `soon`
/// that what was given shows some time after.
final class Rows {

  private static final String ADMINISTRATOR = "admin";
  private static final String STRANGER = "stranger";

  private Rows() {}

  /// In the order of the `.proto` files.
  static List<Row> all() {
    var rows = new ArrayList<Row>();
    for (var service : Api.SERVICES) {
      Map<String, ?> told = map(yaml(service.getName()));
      for (var method : service.getMethods()) {
        String name = String.valueOf(method.getBareMethodName());
        if (!told.containsKey(name)) {
          throw new IllegalArgumentException(method.getFullMethodName() + " has no row");
        }
        rows.add(row(method, map(told.get(name))));
      }
      if (told.size() != service.getMethods().size()) {
        throw new IllegalArgumentException(service.getName() + " has rows of no RPC");
      }
    }
    return rows;
  }

  private static @Nullable Object yaml(String service) {
    String file = service.substring(service.indexOf('.') + 1) + ".yaml";
    try (var in = Rows.class.getResourceAsStream(file)) {
      return YamlTree.parse(
          file, Objects.requireNonNull(in, file).readAllBytes(), YamlLimits.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(MethodDescriptor<?, ?> method, Map<String, ?> situations) {
    var cases = new EnumMap<Situation, Case>(Situation.class);
    situations.forEach((words, told) -> {
      var situation = Situation.of(words);
      cases.put(
          situation,
          told instanceof String why ? new Impossible(why) : asked(situation, map(told)));
    });
    return new Row(method, cases);
  }

  private static Asked asked(Situation situation, Map<String, ?> told) {
    var given = new ArrayList<Given>();
    for (Object one : JsonTree.listOrEmpty(told.get("given"))) {
      map(one).forEach((operation, message) -> given.add(new Given(operation, map(message))));
    }
    var messages = new ArrayList<Map<String, @Nullable Object>>();
    if (told.get("ask") instanceof List<?> list) {
      list.forEach(one -> messages.add(map(one)));
    } else {
      messages.add(map(told.get("ask")));
    }
    String usual = situation == Situation.FORBIDDEN ? STRANGER : ADMINISTRATOR;
    String as = told.get("as") instanceof String name ? name : usual;
    return new Asked(
        List.copyOf(given), as, List.copyOf(messages), expected(told), told.containsKey("soon"));
  }

  private static Expected expected(Map<String, ?> told) {
    if (!(told.get("refused") instanceof String refused)) {
      return new Expected.Answer(told.get("answer"));
    }
    String[] parts = refused.split(": ?", 2);
    return new Expected.Refusal(Codes.of(parts[0]), parts.length == 1 ? "" : parts[1]);
  }

  private static Map<String, @Nullable Object> map(@Nullable Object tree) {
    return JsonTree.objectOrEmpty(tree);
  }
}
