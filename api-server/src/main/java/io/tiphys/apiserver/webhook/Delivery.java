package io.tiphys.apiserver.webhook;

import java.util.function.UnaryOperator;

/// One request to the webhook endpoint, read whole.
///
/// @param method of HTTP
/// @param headers gives a header's value by its name, in any case; empty where there is none
/// @param body not copied
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Delivery(String method, UnaryOperator<String> headers, byte[] body) {

  String header(String name) {
    return headers.apply(name);
  }

  boolean has(String name) {
    return !header(name).isEmpty();
  }
}
