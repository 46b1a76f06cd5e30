package io.tiphys.engine.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The table that lies beside this class: as constant as the classes themselves.
final class RuleFile {

  private static final String NAME = "custom-resources.txt";

  private RuleFile() {}

  static String text() {
    try (var in = RuleFile.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is not beside its class");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
