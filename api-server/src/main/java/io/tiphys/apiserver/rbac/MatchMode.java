package io.tiphys.apiserver.rbac;

import io.tiphys.engine.regex.Regex;

/// `policy.matchMode`: how resource, action and object of a line are compared.
public enum MatchMode {
  GLOB,
  REGEX;

  private static final int LONGEST = 4096;

  static MatchMode of(String word) {
    return word.equals("regex") ? REGEX : GLOB;
  }

  /// @throws IllegalArgumentException when the text is no such pattern
  TextPattern compile(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a pattern has %d characters at most".formatted(LONGEST));
    }
    return switch (this) {
      case GLOB -> GlobReader.read(text);
      case REGEX -> regex(text);
    };
  }

  private static TextPattern regex(String text) {
    if (text.equals(".*")) {
      return new TextPattern.Every();
    }
    return new TextPattern.Found(Regex.compile(text));
  }
}
