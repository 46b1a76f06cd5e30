package io.tiphys.apiserver.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path of `google.api.http`: literals, `{field}` for a segment and `{field=**}` for the rest.
/// Segments are told apart before they are decoded, so that one may hold an escaped slash.
///
/// @param segments in order
record PathTemplate(List<Segment> segments) {

  PathTemplate {
    segments = List.copyOf(segments);
  }

  sealed interface Segment {
    record Literal(String text) implements Segment {}

    record Field(String path) implements Segment {}

    record Rest(String path) implements Segment {}
  }

  static PathTemplate parse(String text) {
    var segments = new ArrayList<Segment>();
    for (String part : text.substring(1).split("/")) {
      if (!part.startsWith("{")) {
        segments.add(new Segment.Literal(part));
      } else if (part.endsWith("=**}")) {
        segments.add(new Segment.Rest(part.substring(1, part.length() - 4)));
      } else {
        segments.add(new Segment.Field(part.substring(1, part.length() - 1)));
      }
    }
    return new PathTemplate(segments);
  }

  /// More literals are more particular.
  int literals() {
    return (int) segments.stream().filter(Segment.Literal.class::isInstance).count();
  }

  /// @param path as it came, escaped
  /// @return the fields' values when the path is of this form
  Optional<Map<String, String>> match(String path) {
    String[] parts = path.substring(1).split("/", -1);
    var values = new HashMap<String, String>();
    int at = 0;
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Literal(var text) -> {
          if (at >= parts.length || !parts[at].equals(text)) {
            return Optional.empty();
          }
          at++;
        }
        case Segment.Field(var field) -> {
          if (at >= parts.length || parts[at].isEmpty()) {
            return Optional.empty();
          }
          values.put(field, decoded(parts[at++]));
        }
        case Segment.Rest(var field) -> {
          var rest = new ArrayList<String>();
          while (at < parts.length) {
            rest.add(decoded(parts[at++]));
          }
          values.put(field, String.join("/", rest));
        }
      }
    }
    return at == parts.length ? Optional.of(values) : Optional.empty();
  }

  private static String decoded(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
