package io.tiphys.apiserver.operation;

import io.tiphys.apiserver.operation.Identity.User;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One call under way.
public interface Call {

  Caller caller();

  /// Whether the caller is gone or does not wait any longer.
  boolean isCancelled();

  /// Runs something as soon as the caller is gone, at once if that is so already.
  void onCancel(Runnable what);

  /// A header of the request, such as `user-agent`; empty where there is none.
  String header(String name);

  /// A query parameter of a REST call that no field of the request has, such as `limit`; empty
  /// where there is none, and over gRPC.
  String extra(String name);

  default Identity identity() {
    return caller().identity();
  }

  default Rights rights() {
    return caller().rights();
  }

  default boolean allows(String resource, String action, String object) {
    return rights().allow(resource, action, object);
  }

  /// @throws Refusal PERMISSION_DENIED, in the words of the original
  default void require(String resource, String action, String object) {
    if (!allows(resource, action, object)) {
      throw denial(resource, action, object);
    }
  }

  /// That this caller may not do that, in the words of the original.
  ///
  /// @param object as the caller named it: what it is called elsewhere is not the caller's to know
  default Refusal denial(String resource, String action, String object) {
    return Refusal.denied(
        "permission denied: %s, %s, %s%s".formatted(resource, action, object, whose()));
  }

  private String whose() {
    if (!(identity() instanceof User user)) {
      return "";
    }
    Instant issued = user.issuedAt();
    return ", sub: "
        + user.subject()
        + (issued == null ? "" : ", iat: " + issued.truncatedTo(ChronoUnit.SECONDS));
  }
}
