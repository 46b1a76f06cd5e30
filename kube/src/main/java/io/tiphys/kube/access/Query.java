package io.tiphys.kube.access;

/// A query string as it grows.
final class Query {
  private final StringBuilder text = new StringBuilder();

  void add(String name, String value) {
    text.append(text.isEmpty() ? '?' : '&').append(name).append('=');
    ResourcePath.segment(value, text);
  }

  void addIfAny(String name, String value) {
    if (!value.isEmpty()) {
      add(name, value);
    }
  }

  String text() {
    return text.toString();
  }
}
