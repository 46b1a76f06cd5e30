package io.tiphys.kube.access;

import java.util.function.Function;

/// What an API server answered, or that it did not.
public sealed interface Answer {

  /// It did what was asked.
  ///
  /// @param body nobody else's: not copied, to be treated as a value
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Ok(int code, byte[] body) implements Answer {}

  /// It said no.
  ///
  /// @param code the HTTP status
  /// @param reason Kubernetes' word for it, such as `NotFound`, `Conflict`, `Invalid`; empty when
  ///   the answer is no `Status`
  /// @param message made for people
  record Refused(int code, String reason, String message) implements Answer {

    public boolean isNotFound() {
      return code == 404;
    }

    public boolean isConflict() {
      return code == 409;
    }

    /// It did not look at it, because of too many requests or because something is not there yet:
    /// it may do it later.
    public boolean isBusy() {
      return code == 429 || code == 502 || code == 503 || code == 504;
    }

    /// The resourceVersion or the continue token is too old: list again.
    public boolean isGone() {
      return code == 410;
    }
  }

  /// It was not reached, or was silent for too long. Whether a write was done is not known.
  record Unreachable(String cause) implements Answer {}

  default boolean isOk() {
    return this instanceof Ok;
  }

  /// The body of a success.
  ///
  /// @param failure makes the exception from the reason otherwise
  default <X extends Throwable> byte[] bodyOr(Function<String, X> failure) throws X {
    return switch (this) {
      case Ok(var code, var body) -> body;
      case Refused refused -> throw failure.apply(refused.message());
      case Unreachable(var cause) -> throw failure.apply(cause);
    };
  }

  /// Why it failed, for people; empty for a success.
  default String problem() {
    return switch (this) {
      case Ok ok -> "";
      case Refused(var code, var reason, var message) -> message;
      case Unreachable(var cause) -> cause;
    };
  }
}
