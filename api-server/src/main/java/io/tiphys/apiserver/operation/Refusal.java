package io.tiphys.apiserver.operation;

import io.grpc.Status;
import io.tiphys.kube.access.Answer;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;

/// A call that is answered with an error. The message is for the caller: no secret, nothing of what
/// the caller may not see. It travels in a header, so that what is beyond [#LONGEST] is left out.
public final class Refusal extends RuntimeException {

  /// Characters of a message. Each may need nine bytes: three of UTF-8, and each of them escaped.
  public static final int LONGEST = 16 << 10;

  private final Status.Code code;

  public Refusal(Status.Code code, String message) {
    super(shortened(message), null, false, false);
    this.code = code;
  }

  private static String shortened(String message) {
    return message.length() <= LONGEST ? message : message.substring(0, LONGEST - 3) + "...";
  }

  public Status.Code code() {
    return code;
  }

  public String text() {
    return String.valueOf(getMessage());
  }

  /// Forbidden, or not there for someone who may not know: one text for both.
  public static Refusal denied() {
    return new Refusal(Status.Code.PERMISSION_DENIED, "permission denied");
  }

  public static Refusal denied(String message) {
    return new Refusal(Status.Code.PERMISSION_DENIED, message);
  }

  public static Refusal unauthenticated(String message) {
    return new Refusal(Status.Code.UNAUTHENTICATED, message);
  }

  public static Refusal notFound(String message) {
    return new Refusal(Status.Code.NOT_FOUND, message);
  }

  public static Refusal invalid(String message) {
    return new Refusal(Status.Code.INVALID_ARGUMENT, message);
  }

  public static Refusal exists(String message) {
    return new Refusal(Status.Code.ALREADY_EXISTS, message);
  }

  public static Refusal precondition(String message) {
    return new Refusal(Status.Code.FAILED_PRECONDITION, message);
  }

  public static Refusal unavailable(String message) {
    return new Refusal(Status.Code.UNAVAILABLE, message);
  }

  public static Refusal unimplemented(String message) {
    return new Refusal(Status.Code.UNIMPLEMENTED, message);
  }

  /// The same with words before it, as Go's `%w` puts them before a gRPC status.
  ///
  /// @param doing such as `error getting resource`
  public Refusal during(String doing) {
    return new Refusal(
        code,
        "%s: rpc error: code = %s desc = %s"
            .formatted(doing, GrpcServerMetrics.name(code), text()));
  }

  /// What an API server of Kubernetes said no to, with the code that the original makes of it.
  ///
  /// @param answer no success
  public static Refusal of(Answer answer) {
    return switch (answer) {
      case Answer.Refused(var code, var reason, var message) ->
          new Refusal(code(code, reason), message);
      case Answer.Unreachable(var cause) -> unavailable(cause);
      case Answer.Ok ok -> throw new IllegalArgumentException("a success is no refusal");
    };
  }

  private static Status.Code code(int http, String reason) {
    return switch (http) {
      case 400 -> Status.Code.FAILED_PRECONDITION;
      case 401 -> Status.Code.UNAUTHENTICATED;
      case 403 -> Status.Code.PERMISSION_DENIED;
      case 404 -> Status.Code.NOT_FOUND;
      case 405 -> Status.Code.UNIMPLEMENTED;
      case 409 -> reason.equals("AlreadyExists") ? Status.Code.ALREADY_EXISTS : Status.Code.ABORTED;
      case 422 -> Status.Code.INVALID_ARGUMENT;
      case 503 -> Status.Code.UNAVAILABLE;
      case 504 -> Status.Code.DEADLINE_EXCEEDED;
      default -> http >= 500 ? Status.Code.INTERNAL : Status.Code.UNKNOWN;
    };
  }
}
