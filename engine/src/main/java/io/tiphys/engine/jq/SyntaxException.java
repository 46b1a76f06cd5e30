package io.tiphys.engine.jq;

/// A text is no expression.
final class SyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String message;

  SyntaxException(String message) {
    super(message, null, false, false);
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
