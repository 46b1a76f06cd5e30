package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSourceDirectory;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.glob.Glob;
import io.tiphys.reposerver.source.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which files of a directory source are taken, in the order of the original's walk.
final class DirectoryFiles {

  private static final Pattern MANIFEST = Pattern.compile(".*\\.(yaml|yml|json|jsonnet)");

  /// @param path as seen from the source's directory
  /// @param file what stands there, a link followed
  record Taken(String path, Entry file) {}

  private final Reads reads;
  private final String root;
  private final boolean recurse;
  private final boolean anyExtension;
  private final @Nullable Given include;
  private final @Nullable Given exclude;
  private final long limit;
  private final List<Taken> taken = new ArrayList<>();
  private long bytes;

  private DirectoryFiles(ApplicationSourceDirectory options, String root, Reads reads, long limit) {
    this.reads = reads;
    this.root = root;
    this.recurse = options.recurse();
    this.anyExtension = options.disableExtensionFilter();
    this.include = Given.of(options.include());
    this.exclude = Given.of(options.exclude());
    this.limit = limit;
  }

  /// @param limit bytes of all files together; 0 for none
  static List<Taken> list(
      ApplicationSourceDirectory options, String directory, Reads reads, long limit)
      throws RenderFailure {
    var files = new DirectoryFiles(options, directory, reads, limit);
    files.walk();
    return files.taken;
  }

  private void walk() throws RenderFailure {
    var todo = new ArrayList<>(reads.tree().list(root).reversed());
    while (!todo.isEmpty()) {
      var entry = todo.removeLast();
      switch (entry.kind()) {
        case DIRECTORY -> {
          if (recurse) {
            todo.addAll(reads.tree().list(entry.path()).reversed());
          }
        }
        case FILE, EXECUTABLE, SYMLINK -> consider(entry);
        case SUBMODULE -> {}
      }
    }
  }

  private void consider(Entry entry) throws RenderFailure {
    String path = Paths.below(root, entry.path());
    if (!anyExtension && !MANIFEST.matcher(entry.name()).matches()) {
      return;
    }
    if ((exclude != null && exclude.matches(path)) || (include != null && !include.matches(path))) {
      return;
    }
    Optional<Entry> file =
        reads.look(
            "", entry.path(), () -> failure("illegal filepath in symlink at \"" + path + "\""));
    if (file.filter(Entry::isFile).isEmpty()) {
      return; // a link to a directory or to nothing
    }
    bytes += file.get().size();
    if (limit > 0 && bytes > limit) {
      throw failure("exceeded max combined manifest file size");
    }
    taken.add(new Taken(path, file.get()));
  }

  private static RenderFailure failure(String why) {
    return RenderFailure.lasting(
        Phase.MANIFESTS, "failed to get potentially valid manifests: " + why);
  }

  /// A pattern that was given; a malformed one matches nothing, as in the original.
  ///
  /// @param glob null when malformed
  private record Given(@Nullable Glob glob) {

    static @Nullable Given of(String pattern) {
      return pattern.isEmpty() ? null : new Given(Glob.ofNames(pattern).orElse(null));
    }

    boolean matches(String path) {
      return glob != null && glob.matches(path);
    }
  }
}
