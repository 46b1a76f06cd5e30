package io.tiphys.apiserver.gateway;

import java.util.Map;
import java.util.function.UnaryOperator;

/// What comes with a call beside its message.
///
/// @param token that the caller shows; empty for none
/// @param header gives a header's value by its name in lower case; empty for none
/// @param extras query parameters that are no field of the message
record Request(String token, UnaryOperator<String> header, Map<String, String> extras) {
  Request {
    extras = Map.copyOf(extras);
  }
}
