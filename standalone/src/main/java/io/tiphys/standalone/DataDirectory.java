package io.tiphys.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where an installation keeps its Git mirrors, its keys and its Redis: a directory for each
/// cluster and namespace, readable by its owner only, used by one process at a time.
///
/// `TIPHYS_DATA_PATH`, else `tiphys/` in `XDG_DATA_HOME`, else in `~/.local/share`.
final class DataDirectory implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// @param installation names it: two of the same name share nothing, and do not run at once
  /// @throws IOException when it cannot be made, or another process has it
  static DataDirectory open(Map<String, String> env, String installation) throws IOException {
    Path path = root(env).resolve(digest(installation));
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new IOException(
          "the data directory " + path + " cannot be made; name another in TIPHYS_DATA_PATH", e);
    }
    var channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      throw new IOException(
          "another Tiphys for the same cluster and namespace runs on this machine (it has "
              + path
              + ")");
    }
    return new DataDirectory(path, channel);
  }

  private static Path root(Map<String, String> env) {
    String own = env.getOrDefault("TIPHYS_DATA_PATH", "");
    if (!own.isEmpty()) {
      return Path.of(own).toAbsolutePath();
    }
    String data = env.getOrDefault("XDG_DATA_HOME", "");
    if (!data.isEmpty()) {
      return Path.of(data).toAbsolutePath().resolve("tiphys");
    }
    @Nullable String home = env.get("HOME");
    return Path.of(home == null ? System.getProperty("user.home") : home)
        .toAbsolutePath()
        .resolve(".local/share/tiphys");
  }

  private static String digest(String installation) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(installation.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A directory inside, made when it is needed.
  Path inside(String name) throws IOException {
    return Files.createDirectories(path.resolve(name));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
