package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.SourceException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Follows paths and symbolic links inside one commit, never out of it. Texts are those of Argo CD,
/// which clients match.
public final class PathResolver {

  /// As many links as Linux follows in one path.
  private static final int MAX_LINKS = 40;

  private static final int MAX_PATH = 4096;

  private final CommitTree tree;

  public PathResolver(CommitTree tree) {
    this.tree = tree;
  }

  /// Where a path leads.
  public sealed interface Resolution {

    /// @param entry what stands there, under its real path; never a link
    /// @param links the links that were followed, first to last; whoever reads the entry through
    ///   them depends on them too
    record Found(Entry entry, List<Entry> links) implements Resolution {}

    /// Nothing stands there.
    ///
    /// @param path the path as it was asked for
    /// @param links the links that were followed until there was nothing
    record Absent(String path, List<Entry> links) implements Resolution {}

    /// The path leads out of the repository.
    ///
    /// @param culprit the link that does, or the path itself when no link is to blame
    record OutOfBounds(String culprit, boolean link) implements Resolution {

      /// The error in Argo CD's words.
      public SourceException toException() {
        return new SourceException(
            Reason.OUT_OF_BOUNDS,
            link
                ? "repository contains out-of-bounds symlinks. file: " + culprit
                : culprit + ": app path outside root");
      }
    }
  }

  /// Follows a path from the root of the repository. `.`, `..` and empty parts are allowed as long
  /// as no step leaves the root; a leading `/` means the root.
  public Resolution resolve(String path) {
    return resolve("", path);
  }

  /// Follows a path from a directory of the repository; a leading `/` means the repository's root.
  ///
  /// @param directory real path of a directory, as an [Entry] has it
  public Resolution resolve(String directory, String path) {
    if (path.length() > MAX_PATH || path.indexOf('\0') >= 0) {
      return new Resolution.Absent(path, List.of());
    }
    var links = new ArrayList<Entry>();
    var at = new ArrayList<String>();
    if (!path.startsWith("/")) {
      at.addAll(parts(directory));
    }
    Deque<String> todo = new ArrayDeque<>(parts(path));
    while (!todo.isEmpty()) {
      String part = todo.removeFirst();
      if (part.equals("..")) {
        if (at.isEmpty()) {
          return outOfBounds(path, links);
        }
        at.removeLast();
        continue;
      }
      at.add(part);
      var entry = tree.entry(String.join("/", at)).orElse(null);
      if (entry == null) {
        return new Resolution.Absent(path, List.copyOf(links));
      }
      switch (entry.kind()) {
        case DIRECTORY, SUBMODULE -> {}
        case FILE, EXECUTABLE -> {
          if (!todo.isEmpty()) {
            return new Resolution.Absent(path, List.copyOf(links));
          }
        }
        case SYMLINK -> {
          links.add(entry);
          String target = target(entry);
          if (target.startsWith("/")) {
            return outOfBounds(path, links);
          }
          if (links.size() > MAX_LINKS || target.isEmpty()) {
            return new Resolution.Absent(path, List.copyOf(links));
          }
          at.removeLast();
          parts(target).reversed().forEach(todo::addFirst);
        }
      }
    }
    var found = tree.entry(String.join("/", at)).orElse(null);
    return found == null
        ? new Resolution.Absent(path, List.copyOf(links))
        : new Resolution.Found(found, List.copyOf(links));
  }

  /// The directory of an application, `spec.source.path`.
  ///
  /// @throws SourceException in Argo CD's words when it is absolute, leaves the repository, does
  ///   not exist or is not a directory
  public Resolution.Found application(String path) throws SourceException {
    if (path.startsWith("/")) {
      throw new SourceException(Reason.INVALID, path + ": app path is absolute");
    }
    return switch (resolve(path)) {
      case Resolution.Found found when found.entry().isDirectory() -> found;
      case Resolution.Found found ->
          throw new SourceException(Reason.INVALID, path + ": app path is not a directory");
      case Resolution.Absent absent ->
          throw new SourceException(Reason.PATH_ABSENT, path + ": app path does not exist");
      case Resolution.OutOfBounds out -> throw out.toException();
    };
  }

  private String target(Entry link) {
    try {
      return new String(tree.read(link, MAX_PATH), StandardCharsets.UTF_8);
    } catch (TooLarge e) {
      return "";
    }
  }

  private static Resolution outOfBounds(String path, List<Entry> links) {
    return links.isEmpty()
        ? new Resolution.OutOfBounds(path, false)
        : new Resolution.OutOfBounds(links.getLast().path(), true);
  }

  private static List<String> parts(String path) {
    return Arrays.stream(path.split("/"))
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .toList();
  }
}
