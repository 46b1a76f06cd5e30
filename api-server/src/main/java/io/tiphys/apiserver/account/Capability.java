package io.tiphys.apiserver.account;

import java.util.Optional;
import java.util.stream.Stream;

/// What an account is for.
public enum Capability {
  /// Sessions with a password.
  LOGIN("login"),
  /// API tokens.
  API_KEY("apiKey");

  private final String word;

  Capability(String word) {
    this.word = word;
  }

  /// As settings and tokens name it.
  public String word() {
    return word;
  }

  public static Optional<Capability> of(String word) {
    return Stream.of(values()).filter(it -> it.word.equals(word)).findFirst();
  }
}
