package io.tiphys.apiserver.operation;

/// Somebody who calls, for as long as the call lasts.
public interface Caller {

  Identity identity();

  /// What the caller may do now, by the newest policy.
  ///
  /// @throws Refusal UNAUTHENTICATED when the token has expired or was revoked since the call began
  Rights rights();
}
