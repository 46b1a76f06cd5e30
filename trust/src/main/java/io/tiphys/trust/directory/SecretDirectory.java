package io.tiphys.trust.directory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A directory with small secret files, readable by its owner only. It is a plain directory that
/// the services make and share, or a Kubernetes Secret mounted read-only.
public final class SecretDirectory {

  private static final String LOCK = ".lock";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path path;

  public SecretDirectory(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  /// The directory of this name inside.
  public SecretDirectory inside(String name) {
    return new SecretDirectory(path.resolve(name));
  }

  /// @return the bytes of a file, or none when there is no such file
  /// @throws UncheckedIOException when it is there and cannot be read
  public Optional<byte[]> read(String name) {
    try {
      return Optional.of(Files.readAllBytes(path.resolve(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path.resolve(name), e);
    }
  }

  /// Writes a file whole or not at all: a reader never sees half of it.
  public void write(String name, byte[] bytes) {
    Path file = path.resolve(name);
    try {
      Files.createDirectories(path, ownerOnly("rwx------"));
      Path next = path.resolve("." + name + "." + UUID.randomUUID());
      try {
        Files.createFile(next, ownerOnly("rw-------"));
        try (var channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
          var rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
          channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /// Does the work while no other process and no other thread does work in this directory.
  ///
  /// @throws IllegalStateException when another one has not finished after half a minute
  public <T> T exclusively(Supplier<T> work) {
    try {
      Files.createDirectories(path, ownerOnly("rwx------"));
      try (var channel =
              FileChannel.open(
                  path.resolve(LOCK),
                  java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                  ownerOnly("rw-------"));
          var _ = lock(channel)) {
        return work.get();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + path.resolve(LOCK), e);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      var lock = tryLock(channel);
      if (lock.isPresent()) {
        return lock.get();
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    throw new IllegalStateException(
        path.resolve(LOCK) + " is held by another process for over " + PATIENCE.toSeconds() + " s");
  }

  private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty(); // held by a thread of this process
    }
  }

  private static FileAttribute<?>[] ownerOnly(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }
}
