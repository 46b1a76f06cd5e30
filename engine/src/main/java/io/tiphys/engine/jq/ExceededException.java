package io.tiphys.engine.jq;

/// A run went beyond a limit; no `try` of an expression catches it.
final class ExceededException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String message;

  ExceededException(String message) {
    super(message, null, false, false);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
