package io.tiphys.controller.compare;

/// An object could not be read or judged; the message names it and says why.
public final class ComparisonFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean isRefusal;

  public ComparisonFailedException(String message) {
    this(message, false);
  }

  /// @param isRefusal whether the same question gets the same answer
  public ComparisonFailedException(String message, boolean isRefusal) {
    super(message);
    this.isRefusal = isRefusal;
  }

  boolean isRefusal() {
    return isRefusal;
  }
}
