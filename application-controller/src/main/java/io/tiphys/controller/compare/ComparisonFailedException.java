package io.tiphys.controller.compare;

/// An object could not be read or judged; the message names it and says why.
public final class ComparisonFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ComparisonFailedException(String message) {
    super(message);
  }
}
