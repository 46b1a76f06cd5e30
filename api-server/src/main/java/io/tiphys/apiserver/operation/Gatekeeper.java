package io.tiphys.apiserver.operation;

/// Finds out who calls.
public interface Gatekeeper {

  /// @param token as it came, empty for none
  /// @return who that is; anonymous where that is allowed and the token is not good
  /// @throws Refusal UNAUTHENTICATED otherwise
  Caller admit(String token);

  /// As [#admit], but who cannot be admitted is nobody.
  Caller recognize(String token);
}
