package io.tiphys.apiserver.gateway;

/// A body that is longer than it may be.
final class TooLongException extends Exception {
  TooLongException(int limit) {
    super("the request is longer than " + limit + " bytes");
  }
}
