package io.tiphys.e2e.operation;

import io.tiphys.e2e.operation.Api.Binding;
import io.tiphys.model.json.JsonTree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a client sends over REST for a message.
///
/// @param target path and query, escaped
/// @param body empty for none
record RestRequest(String verb, String target, String body) {

  private static final Pattern FIELD = Pattern.compile("\\{([^}=]+)(=\\*\\*)?}");

  /// @param messages as GoJson; several for an upload, a line each
  static RestRequest of(Binding binding, List<Map<String, @Nullable Object>> messages) {
    var message = messages.getFirst();
    var inPath = FIELD.matcher(binding.path()).results().map(it -> it.group(1)).toList();
    String path =
        FIELD
            .matcher(binding.path())
            .replaceAll(
                found -> escapedPath(text(message, found.group(1)), found.group(2) != null));
    if (binding.body().equals("*")) {
      String lines = messages.stream().map(JsonTree::writeString).collect(Collectors.joining("\n"));
      return new RestRequest(binding.verb(), path, lines);
    }
    var left = new HashMap<String, @Nullable Object>(message);
    Object body = binding.body().isEmpty() ? null : left.remove(binding.body());
    var query = new ArrayList<String>();
    flatten("", left, query);
    query.removeIf(it -> inPath.contains(it.substring(0, it.indexOf('='))));
    return new RestRequest(
        binding.verb(),
        path + (query.isEmpty() ? "" : "?" + String.join("&", query)),
        binding.body().isEmpty() || body == null ? "" : JsonTree.writeString(body));
  }

  private static String text(Map<String, @Nullable Object> message, String path) {
    Object at = message;
    for (String name : path.split("\\.")) {
      at = JsonTree.objectOrEmpty(at).get(name);
    }
    return at == null ? "" : String.valueOf(at);
  }

  /// @param isRest whether slashes stay
  private static String escapedPath(String text, boolean isRest) {
    return isRest
        ? Arrays.stream(text.split("/", -1))
            .map(RestRequest::escaped)
            .collect(Collectors.joining("/"))
        : escaped(text);
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void flatten(String path, @Nullable Object value, List<String> query) {
    switch (value) {
      case Map<?, ?> map ->
          JsonTree.object(map)
              .forEach(
                  (name, one) -> flatten(path.isEmpty() ? name : path + "." + name, one, query));
      case List<?> list -> list.forEach(one -> flatten(path, one, query));
      case null -> {}
      default -> query.add(path + "=" + escaped(String.valueOf(value)));
    }
  }
}
