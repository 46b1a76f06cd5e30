package io.tiphys.e2e.operation;

import io.tiphys.model.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Takes out of an answer what is another at each call: times, ids, versions, tokens, how many
/// objects the cluster has, and the names that a row gives to what each door makes.
final class Unsteady {

  private Unsteady() {}

  static @Nullable Object without(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        var steady = new TreeMap<String, @Nullable Object>();
        JsonTree.object(map)
            .forEach((name, value) -> {
              switch (name) {
                case "resourceVersion", "managedFields", "generation" -> {}
                case "iat", "exp", "issuedAt", "expiresAt", "resourcesCount" ->
                    steady.put(name, 0L);
                default -> steady.put(text(name), without(value));
              }
            });
        yield steady;
      }
      case List<?> list -> list.stream().map(Unsteady::without).toList();
      case String text -> text(text);
      case null, default -> tree;
    };
  }

  static String text(String text) {
    return text.replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "TIME")
        .replaceAll("eyJ[\\w-]+\\.[\\w-]+\\.[\\w-]+", "TOKEN")
        .replaceAll("-(grpc|rest2?)\\b", "")
        .replaceAll("\\.[0-9a-f]{16}\\b", ".ID")
        .replaceAll("\\b[0-9a-f]{32}\\b", "DIGEST")
        .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
  }
}
