package io.tiphys.controller.sync;

import java.io.Serial;

/// Nobody knows whether the request was carried out: the connection broke. The same task is taken
/// up again later; each of them can be done twice without harm.
final class UnreachableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  UnreachableException(String message) {
    super(message, null, false, false);
  }
}
