package io.tiphys.engine.sync;

/// What happens to the dependents of an object that is deleted.
public enum PropagationPolicy {
  FOREGROUND("Foreground"),
  BACKGROUND("Background"),
  ORPHAN("Orphan");

  private final String text;

  PropagationPolicy(String text) {
    this.text = text;
  }

  /// As `DeleteOptions.propagationPolicy` spells it.
  public String text() {
    return text;
  }

  /// As `PrunePropagationPolicy` says; foreground unless set.
  static PropagationPolicy of(SyncOptions options) {
    return switch (options.value("PrunePropagationPolicy").orElse("")) {
      case "background" -> BACKGROUND;
      case "orphan" -> ORPHAN;
      default -> FOREGROUND;
    };
  }
}
