package io.tiphys.engine.bundled;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// A file that lies beside a class, and is as constant as the class itself.
public final class BundledFile {

  private BundledFile() {}

  /// @param beside the class
  /// @param name relative to its package, with `/`
  /// @throws IllegalStateException when this build lacks it
  public static byte[] bytes(Class<?> beside, String name) {
    try (var in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not beside " + beside.getName());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same, as text.
  public static String text(Class<?> beside, String name) {
    return new String(bytes(beside, name), StandardCharsets.UTF_8);
  }
}
