package io.tiphys.apiserver.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parameters of a URL, in order.
///
/// @param parameters decoded
record QueryText(List<Parameter> parameters) {

  private static final int MOST = 10_000;

  QueryText {
    parameters = List.copyOf(parameters);
  }

  record Parameter(String name, String value) {}

  /// @param query escaped; null for none
  /// @throws IllegalArgumentException when an escape is none, or there are too many
  static QueryText parse(@Nullable String query) {
    var parameters = new ArrayList<Parameter>();
    if (query != null) {
      for (String part : query.split("&")) {
        if (!part.isEmpty()) {
          int equals = part.indexOf('=');
          String name = equals < 0 ? part : part.substring(0, equals);
          String value = equals < 0 ? "" : part.substring(equals + 1);
          parameters.add(new Parameter(decoded(name), decoded(value)));
        }
        if (parameters.size() > MOST) {
          throw new IllegalArgumentException("more than " + MOST + " query parameters");
        }
      }
    }
    return new QueryText(parameters);
  }

  /// The first value; empty for none.
  String first(String name) {
    return parameters.stream()
        .filter(it -> it.name().equals(name))
        .map(Parameter::value)
        .findFirst()
        .orElse("");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
