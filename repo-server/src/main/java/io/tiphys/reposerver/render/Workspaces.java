package io.tiphys.reposerver.render;

import io.tiphys.reposerver.source.Materialize;
import io.tiphys.reposerver.source.Materialize.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory in which renders work. Each process has its own in it and holds a lock on that as
/// long as it lives; what a killed process left behind is removed by the next one that starts.
final class Workspaces implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Workspaces.class);
  private static final String PREFIX = "renders-";
  private static final String LOCK = ".lock";

  private final Path mine;
  private final FileChannel lock;
  private final Limits limits;

  private Workspaces(Path mine, FileChannel lock, Limits limits) {
    this.mine = mine;
    this.lock = lock;
    this.limits = limits;
  }

  static Workspaces open(Path parent, RenderLimits limits) throws IOException {
    Files.createDirectories(parent);
    removeLeftovers(parent);
    var mine = privateDirectory(parent.toRealPath(), PREFIX);
    var channel =
        FileChannel.open(mine.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      throw new IOException("cannot lock " + mine);
    }
    return new Workspaces(mine, channel, new Limits(limits.copiedBytes(), limits.copiedFiles()));
  }

  /// A private place for one render, with copies made inside it.
  Path enter() throws IOException {
    return privateDirectory(mine, "run-");
  }

  Materialize copier(Path run) {
    return new Materialize(run, limits);
  }

  @Override
  public void close() {
    try {
      lock.close();
      remove(mine);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + mine, e);
    }
  }

  private static Path privateDirectory(Path parent, String prefix) throws IOException {
    return Files.createTempDirectory(
        parent,
        prefix,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static void removeLeftovers(Path parent) throws IOException {
    try (var directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (var directory : directories) {
        if (isAbandoned(directory)) {
          log.info("removing {}, left by a process that was killed", directory.getFileName());
          remove(directory);
        }
      }
    }
  }

  private static boolean isAbandoned(Path directory) {
    try (var channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false; // just being made, another's, or this process' own
    }
  }

  /// A render that is ending may remove its own place meanwhile: what is gone is gone.
  static void remove(Path directory) throws IOException {
    Files.walkFileTree(directory, new Removal());
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      if (e != null && !(e instanceof NoSuchFileException)) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
