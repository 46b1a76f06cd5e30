package io.tiphys.apiserver.gateway;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Takes a body apart that has one JSON object after the other, as an upload over REST has.
final class JsonValues {

  private JsonValues() {}

  /// @return the objects in order, each as it stands; what follows the last one counts as one, too
  static List<byte[]> split(byte[] body) {
    var values = new ArrayList<byte[]>();
    int depth = 0;
    int from = 0;
    boolean isText = false;
    boolean isEscaped = false;
    for (int i = 0; i < body.length; i++) {
      if (isText) {
        isText = isEscaped || body[i] != '"';
        isEscaped = !isEscaped && body[i] == '\\';
        continue;
      }
      switch (body[i]) {
        case '"' -> isText = true;
        case '{', '[' -> depth++;
        case '}', ']' -> {
          depth--;
          if (depth == 0) {
            values.add(Arrays.copyOfRange(body, from, i + 1));
            from = i + 1;
          }
        }
        default -> {}
      }
    }
    byte[] rest = Arrays.copyOfRange(body, from, body.length);
    if (values.isEmpty() || !new String(rest, StandardCharsets.UTF_8).isBlank()) {
      values.add(rest);
    }
    return values;
  }
}
