package io.tiphys.reposerver.source;

/// A source could not be read. The message is meant for the user: it carries the words that Argo CD
/// uses where clients match them and never a credential.
public class SourceException extends Exception {

  private static final long serialVersionUID = 1L;

  /// Why, for those that must decide what to do next.
  public enum Reason {
    /// The request itself is wrong: an URL, a path or a revision that can never work.
    INVALID,
    /// No such branch, tag or commit.
    REVISION_UNKNOWN,
    /// No such path in the commit.
    PATH_ABSENT,
    /// A path or a link leads out of the repository.
    OUT_OF_BOUNDS,
    /// More than a limit allows.
    TOO_LARGE,
    /// The remote wants other credentials.
    AUTHENTICATION,
    /// The remote has no such repository.
    REPOSITORY_ABSENT,
    /// The remote did not answer in time.
    TIMEOUT,
    /// The remote could not be reached or broke off.
    REMOTE
  }

  private final Reason reason;

  public SourceException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public SourceException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? reason.name() : message;
  }
}
