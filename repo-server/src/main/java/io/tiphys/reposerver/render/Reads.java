package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.Entry;
import io.tiphys.reposerver.source.PathResolver;
import io.tiphys.reposerver.source.PathResolver.Resolution;
import io.tiphys.reposerver.source.TooLarge;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Looks at a commit and remembers what was looked at: a [Closure] in the making.
final class Reads {

  /// A walk over more than this is not worth to be exact: see [#everything()].
  private static final int MAX_WALK = 100_000;

  private final CommitTree tree;
  private final PathResolver resolver;
  private final long parameterFileBytes;
  private final SortedMap<String, String> reads = new TreeMap<>();
  private final Set<String> walked = new HashSet<>();
  private boolean unbounded;

  Reads(CommitTree tree, long parameterFileBytes) {
    this.tree = tree;
    this.resolver = new PathResolver(tree);
    this.parameterFileBytes = parameterFileBytes;
  }

  CommitTree tree() {
    return tree;
  }

  Closure closure() {
    return new Closure(reads, unbounded);
  }

  /// The render will read what no commit tells.
  void unbounded() {
    unbounded = true;
  }

  /// What stands at a path, links followed; remembered when it is a file. Of a directory only its
  /// being one is known then: see [#directory(Entry)].
  ///
  /// @param base real path of the directory that the path starts from; a leading `/` means the root
  /// @param outside the failure when the path leaves the repository without a link's help
  Optional<Entry> look(String base, String path, Supplier<RenderFailure> outside)
      throws RenderFailure {
    return switch (resolver.resolve(base, path)) {
      case Resolution.Found(var entry, var links) -> {
        links.forEach(this::remember);
        if (!entry.isDirectory()) {
          remember(entry);
        }
        yield Optional.of(entry);
      }
      case Resolution.Absent(var _, var links) -> {
        links.forEach(this::remember);
        yield Optional.empty();
      }
      case Resolution.OutOfBounds out ->
          throw out.link()
              ? RenderFailure.lasting(Phase.PATH, out.toException().getMessage())
              : outside.get();
    };
  }

  /// Remembers everything in a directory and what links inside it lead to.
  void directory(Entry directory) throws RenderFailure {
    remember(directory);
    var todo = new ArrayDeque<Entry>();
    todo.add(directory);
    while (!todo.isEmpty()) {
      var here = todo.removeFirst();
      if (!walked.add(here.path())) {
        continue;
      }
      if (walked.size() > MAX_WALK) {
        throw RenderFailure.lasting(
            Phase.BUILD, "%s: more than %d directories".formatted(directory.path(), MAX_WALK));
      }
      for (var entry : tree.list(here.path())) {
        switch (entry.kind()) {
          case DIRECTORY -> todo.add(entry);
          case SYMLINK -> {
            var target = look("", entry.path(), () -> outOfBounds(entry));
            target.filter(Entry::isDirectory).ifPresent(this::remember);
            target.filter(Entry::isDirectory).ifPresent(todo::add);
          }
          case FILE, EXECUTABLE, SUBMODULE -> {}
        }
      }
    }
  }

  /// Gives up being exact: the whole commit is read.
  void everything() throws RenderFailure {
    var root = tree.entry("");
    if (root.isPresent()) {
      directory(root.get());
    }
  }

  void remember(Entry entry) {
    reads.put(entry.path(), entry.oid());
  }

  /// A file's content, when it has the size of a parameter file.
  byte[] content(Entry file) throws RenderFailure {
    try {
      return tree.read(file, parameterFileBytes);
    } catch (TooLarge e) {
      throw RenderFailure.lasting(Phase.PARAMETERS, e.getMessage());
    }
  }

  static RenderFailure outOfBounds(Entry link) {
    return RenderFailure.lasting(
        Phase.PATH, "repository contains out-of-bounds symlinks. file: " + link.path());
  }
}
