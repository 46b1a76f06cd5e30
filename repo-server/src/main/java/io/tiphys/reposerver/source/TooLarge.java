package io.tiphys.reposerver.source;

/// Content that is larger than a limit allows; it was not read.
public final class TooLarge extends SourceException {

  private static final long serialVersionUID = 1L;

  public TooLarge(String what, long bytes, long maxBytes) {
    super(
        Reason.TOO_LARGE,
        "%s has %d bytes, more than the limit of %d".formatted(what, bytes, maxBytes));
  }

  public TooLarge(String message) {
    super(Reason.TOO_LARGE, message);
  }
}
