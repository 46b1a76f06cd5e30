package io.tiphys.exchange.state;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What writers and readers tell each other of one part of an Application.
record Notice(AppRef app, Part part) {

  /// Where writers tell what they have written.
  static final String CHANGED = "app-state-changed";

  /// Where readers tell what they did not find.
  static final String MISSING = "app-state-missing";

  byte[] bytes() {
    return String.join("|", part.text(), app.namespace(), app.name(), app.uid())
        .getBytes(StandardCharsets.UTF_8);
  }

  static Optional<Notice> parse(byte[] bytes) {
    String[] texts = new String(bytes, StandardCharsets.UTF_8).split("\\|", -1);
    return texts.length != 4
        ? Optional.empty()
        : Part.of(texts[0]).map(part -> new Notice(new AppRef(texts[1], texts[2], texts[3]), part));
  }
}
