package io.tiphys.apiserver.token;

/// What looking at a token came to.
public sealed interface Verified {

  /// It was signed here, and its time is now.
  record Good(Claims claims) implements Verified {}

  /// It counts for nothing.
  ///
  /// @param why for the caller, without anything of the token
  record Bad(String why) implements Verified {}
}
