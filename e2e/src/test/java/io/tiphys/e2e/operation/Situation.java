package io.tiphys.e2e.operation;

import java.util.Arrays;

/// In which way an operation is asked.
enum Situation {
  SUCCESS("success"),
  NOT_FOUND("not found"),
  FORBIDDEN("forbidden"),
  BAD_ARGUMENT("bad argument");

  private final String words;

  Situation(String words) {
    this.words = words;
  }

  /// As rows and the table name it.
  String words() {
    return words;
  }

  static Situation of(String words) {
    return Arrays.stream(values())
        .filter(it -> it.words.equals(words))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no situation: " + words));
  }
}
