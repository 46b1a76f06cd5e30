package io.tiphys.trust.seal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Writes values as an entry holds them. The version byte of an entry says how it was written.
final class Compressor {

  static final byte PLAIN = 1;
  static final byte GZIP = 2;

  private Compressor() {}

  static byte version(SealedCacheSettings.Compression compression) {
    return switch (compression) {
      case NONE -> PLAIN;
      case GZIP -> GZIP;
    };
  }

  static byte[] compress(byte version, byte[] value) {
    if (version == PLAIN) {
      return value;
    }
    var out = new ByteArrayOutputStream(value.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// @return the value, or none when the version is one of a later release
  static Optional<byte[]> expand(byte version, byte[] written) {
    return switch (version) {
      case PLAIN -> Optional.of(written);
      case GZIP -> Optional.of(gunzip(written));
      default -> Optional.empty();
    };
  }

  /// The seal was checked before: this installation has compressed it.
  private static byte[] gunzip(byte[] written) {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(written))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("a sealed entry is no gzip", e);
    }
  }
}
