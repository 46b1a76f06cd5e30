package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.PathResolver.Resolution;
import io.tiphys.reposerver.source.SourceException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Copies a part of a [CommitTree] into a private directory, for tools that read a file system.
/// Links are kept as links when they stay inside the repository, and what they lead to is copied as
/// well; a link that leaves it is refused.
public final class Materialize {

  /// What one copy may hold.
  ///
  /// @param maxBytes of all files together
  /// @param maxEntries files, directories and links together
  public record Limits(long maxBytes, int maxEntries) {}

  /// A copy on disk; closing it deletes it.
  public static final class Copy implements AutoCloseable {

    private final Path root;

    private Copy(Path root) {
      this.root = root;
    }

    /// The directory that stands for the repository's root; it exists and only its owner may enter.
    public Path root() {
      return root;
    }

    @Override
    public void close() {
      try {
        delete(root);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot delete the working copy " + root, e);
      }
    }
  }

  private final Path parent;
  private final Limits limits;

  /// @param parent an existing directory in which copies are made
  public Materialize(Path parent, Limits limits) {
    this.parent = parent;
    this.limits = limits;
  }

  /// Copies the given files and whole directories; paths that do not exist are left out.
  ///
  /// @param paths real or linked paths from the repository's root; the empty one means all of it
  /// @throws TooLarge when a limit is passed; nothing is left on disk
  /// @throws SourceException when a link in the copied part leads out of the repository
  public Copy copy(CommitTree tree, Collection<String> paths) throws SourceException {
    Copy copy;
    try {
      copy =
          new Copy(
              Files.createTempDirectory(
                  parent,
                  "render-",
                  PosixFilePermissions.asFileAttribute(
                      PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a working copy in " + parent, e);
    }
    boolean done = false;
    try {
      new Run(tree, copy.root()).copy(paths);
      done = true;
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the working copy in " + parent, e);
    } finally {
      if (!done) {
        copy.close();
      }
    }
  }

  private final class Run {

    private final CommitTree tree;
    private final PathResolver resolver;
    private final Path root;
    private final Set<String> seen = new HashSet<>();
    private final Deque<Entry> todo = new ArrayDeque<>();
    private long bytes;

    Run(CommitTree tree, Path root) {
      this.tree = tree;
      this.resolver = new PathResolver(tree);
      this.root = root;
    }

    void copy(Collection<String> paths) throws SourceException, IOException {
      for (String path : paths) {
        reach("", path);
      }
      while (!todo.isEmpty()) {
        write(todo.removeFirst());
      }
    }

    /// Puts what a path leads to, and the links on the way, on the list.
    private void reach(String directory, String path) throws SourceException {
      switch (resolver.resolve(directory, path)) {
        case Resolution.Found(var entry, var links) -> {
          todo.addAll(links);
          todo.add(entry);
        }
        case Resolution.Absent(var _, var links) -> todo.addAll(links);
        case Resolution.OutOfBounds out -> throw out.toException();
      }
    }

    private void write(Entry entry) throws SourceException, IOException {
      if (!seen.add(entry.path())) {
        return;
      }
      if (seen.size() > limits.maxEntries()) {
        throw new TooLarge("more than %d files to render from".formatted(limits.maxEntries()));
      }
      Path target = place(entry);
      switch (entry.kind()) {
        case DIRECTORY -> {
          Files.createDirectories(target);
          todo.addAll(tree.list(entry.path()));
        }
        case SUBMODULE -> Files.createDirectories(target);
        case SYMLINK -> {
          parents(target);
          Files.createSymbolicLink(
              target, Path.of(new String(tree.read(entry, 4096), StandardCharsets.UTF_8)));
          reach("", entry.path());
        }
        case FILE, EXECUTABLE -> {
          bytes += entry.size();
          if (bytes > limits.maxBytes()) {
            throw new TooLarge("the files to render from", bytes, limits.maxBytes());
          }
          parents(target);
          Files.write(target, tree.read(entry, limits.maxBytes()));
          if (entry.kind() == Entry.Kind.EXECUTABLE && !target.toFile().setExecutable(true, true)) {
            throw new IOException("cannot make " + entry.path() + " executable");
          }
        }
      }
    }

    private void parents(Path target) throws IOException {
      Path directory = target.getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
    }

    private Path place(Entry entry) throws SourceException {
      Path target = root.resolve(entry.path()).normalize();
      if (!target.startsWith(root) || entry.path().indexOf('\0') >= 0) {
        throw new SourceException(
            Reason.OUT_OF_BOUNDS, "a name in the repository leads out of it: " + entry.path());
      }
      return target;
    }
  }

  static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
