package io.tiphys.apiserver.repository;

import io.tiphys.apiserver.operation.Refusal;

/// A URL as a caller gives it, before anything is made of it.
public final class GivenUrl {

  /// Longer ones name no repository, and would cost time wherever they are compared.
  private static final int MAX_LENGTH = 4096;

  private GivenUrl() {}

  /// Without blanks around it.
  ///
  /// @throws Refusal INVALID_ARGUMENT when there is none, or it is too long
  public static String require(String url) {
    String stripped = limited(url).strip();
    if (stripped.isEmpty()) {
      throw Refusal.invalid("must specify URL");
    }
    return stripped;
  }

  /// As it is.
  ///
  /// @throws Refusal INVALID_ARGUMENT when it is too long
  public static String limited(String url) {
    if (url.length() > MAX_LENGTH) {
      throw Refusal.invalid("the URL has more than %d characters".formatted(MAX_LENGTH));
    }
    return url;
  }
}
