package io.tiphys.apiserver.gateway;

import java.util.Map;
import java.util.function.UnaryOperator;

/// What comes with a call beside its message.
///
/// @param token that the caller shows; empty for none
/// @param peer where the caller's connection comes from, `address:port`
/// @param header gives a header's value by its name in lower case; empty for none
/// @param extras query parameters that are no field of the message
record Request(
    String token, String peer, UnaryOperator<String> header, Map<String, String> extras) {
  Request {
    extras = Map.copyOf(extras);
  }
}
