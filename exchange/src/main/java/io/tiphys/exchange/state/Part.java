package io.tiphys.exchange.state;

import java.util.Arrays;
import java.util.Optional;

/// What is written and read on its own of an Application's state.
enum Part {
  TREE("tree"),
  MANAGED("managed");

  static final String NODES = "nodes";
  static final String ORPHANS = "orphans";
  static final String HOSTS = "hosts";
  static final String ITEMS = "items";

  private final String text;

  Part(String text) {
    this.text = text;
  }

  /// As it stands in keys.
  String text() {
    return text;
  }

  static Optional<Part> of(String text) {
    return Arrays.stream(values()).filter(part -> part.text.equals(text)).findFirst();
  }
}
