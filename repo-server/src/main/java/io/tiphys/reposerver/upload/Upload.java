package io.tiphys.reposerver.upload;

import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import io.tiphys.reposerver.source.TooLarge;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// One archive on its way here, and what it holds when it has come. One thread at a time; closing
/// it deletes all.
public final class Upload implements AutoCloseable {

  private final Path directory;
  private final UploadLimits limits;
  private final Path archive;
  private final OutputStream out;
  private final MessageDigest digest;
  private long received;

  /// @param directory an empty one that nobody else uses
  public Upload(Path directory, UploadLimits limits) throws IOException {
    this.directory = directory;
    this.limits = limits;
    this.archive = directory.resolve("archive");
    this.out = Files.newOutputStream(archive);
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Takes the next piece.
  ///
  /// @throws TooLarge when it is one too many
  public void add(ByteBuffer piece) throws IOException, TooLarge {
    received += piece.remaining();
    if (received > limits.archiveBytes()) {
      throw new TooLarge("file exceeded max size of %d bytes".formatted(limits.archiveBytes()));
    }
    digest.update(piece.duplicate());
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    out.write(bytes);
  }

  /// What was sent, now that all has come; readable until this is closed.
  ///
  /// @param checksum SHA-256 of the archive in hex, as the client made it
  /// @throws SourceException when it is not what the client sent, no archive, or holds too much
  public CommitTree finished(String checksum) throws IOException, SourceException {
    out.close();
    String made = HexFormat.of().formatHex(digest.digest());
    if (!made.equals(checksum.toLowerCase(Locale.ROOT))) {
      throw new SourceException(
          Reason.INVALID,
          "the archive did not arrive as it was sent: its checksum is %s".formatted(made));
    }
    Path contents = Files.createDirectory(directory.resolve("contents"));
    try (var unzipped =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      return new Extraction(contents, limits).of(unzipped);
    } catch (ZipException e) {
      throw new SourceException(
          Reason.INVALID, "the archive is not a gzip file: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
