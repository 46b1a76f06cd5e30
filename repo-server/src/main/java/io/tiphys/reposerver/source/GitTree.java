package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.Entry.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/// A [CommitTree] on the object database of a Git repository on disk. Directories that were read
/// stay in memory as long as this object does.
public final class GitTree implements CommitTree {

  /// Git itself sorts directories as if their names ended in `/`.
  private static final Comparator<Entry> BY_NAME =
      (a, b) ->
          Arrays.compareUnsigned(
              a.path().getBytes(StandardCharsets.UTF_8), b.path().getBytes(StandardCharsets.UTF_8));

  private final Repository repository;
  private final String revision;
  private final Entry root;
  private final ConcurrentHashMap<String, Directory> directories = new ConcurrentHashMap<>();

  private record Directory(List<Entry> entries, Map<String, Entry> byPath) {

    static final Directory NONE = new Directory(List.of(), Map.of());

    static Directory of(List<Entry> entries) {
      var byPath = new HashMap<String, Entry>(entries.size() * 2);
      entries.forEach(entry -> byPath.put(entry.path(), entry));
      return new Directory(entries, byPath);
    }
  }

  private GitTree(Repository repository, String revision, Entry root) {
    this.repository = repository;
    this.revision = revision;
    this.root = root;
  }

  /// Opens a commit that the repository has; the repository stays the caller's to close.
  ///
  /// @throws IOException when the commit is not there or cannot be read
  public static GitTree open(Repository repository, ObjectId commit) throws IOException {
    try (var walk = new RevWalk(repository)) {
      var parsed = walk.parseCommit(commit);
      var tree = new Entry("", Kind.DIRECTORY, parsed.getTree().name(), 0);
      return new GitTree(repository, parsed.name(), tree);
    }
  }

  /// Whether it is read from this opened repository, not from one that was there before.
  boolean isOf(@Nullable Repository other) {
    return repository == other;
  }

  @Override
  public String revision() {
    return revision;
  }

  @Override
  public Optional<Entry> entry(String path) {
    if (path.isEmpty()) {
      return Optional.of(root);
    }
    int slash = path.lastIndexOf('/');
    String directory = slash < 0 ? "" : path.substring(0, slash);
    return Optional.ofNullable(directory(directory).byPath().get(path));
  }

  @Override
  public List<Entry> list(String directory) {
    return directory(directory).entries();
  }

  private Directory directory(String path) {
    Directory known = directories.get(path);
    if (known != null) {
      return known;
    }
    var entry = entry(path).filter(Entry::isDirectory).orElse(null);
    if (entry == null) {
      return Directory.NONE;
    }
    var read = Directory.of(readDirectory(entry));
    directories.put(path, read);
    return read;
  }

  private List<Entry> readDirectory(Entry directory) {
    try (ObjectReader reader = repository.newObjectReader()) {
      var entries = new ArrayList<Entry>();
      var parser = new CanonicalTreeParser(null, reader, ObjectId.fromString(directory.oid()));
      String prefix = directory.path().isEmpty() ? "" : directory.path() + "/";
      for (; !parser.eof(); parser.next(1)) {
        var kind = kind(parser.getEntryFileMode());
        var id = parser.getEntryObjectId();
        long size =
            switch (kind) {
              case FILE, EXECUTABLE, SYMLINK -> reader.getObjectSize(id, ObjectReader.OBJ_ANY);
              case DIRECTORY, SUBMODULE -> 0;
            };
        entries.add(new Entry(prefix + parser.getEntryPathString(), kind, id.name(), size));
      }
      entries.sort(BY_NAME);
      return List.copyOf(entries);
    } catch (IOException e) {
      throw new DamagedMirror(
          "cannot read directory '%s' of commit %s".formatted(directory.path(), revision), e);
    }
  }

  @Override
  public byte[] read(Entry file, long maxBytes) throws TooLarge {
    if (file.size() > maxBytes) {
      throw new TooLarge(file.path(), file.size(), maxBytes);
    }
    try (ObjectReader reader = repository.newObjectReader()) {
      ObjectLoader loader = reader.open(ObjectId.fromString(file.oid()));
      if (loader.getSize() > maxBytes) {
        throw new TooLarge(file.path(), loader.getSize(), maxBytes);
      }
      return loader.getCachedBytes((int) Math.min(maxBytes, Integer.MAX_VALUE - 8));
    } catch (LargeObjectException e) {
      throw new TooLarge(file.path(), file.size(), maxBytes);
    } catch (IOException e) {
      throw new DamagedMirror(
          "cannot read file '%s' of commit %s".formatted(file.path(), revision), e);
    }
  }

  private static Kind kind(FileMode mode) {
    return switch (mode.getObjectType()) {
      case Constants.OBJ_TREE -> Kind.DIRECTORY;
      case Constants.OBJ_COMMIT -> Kind.SUBMODULE;
      default -> {
        if (mode == FileMode.SYMLINK) {
          yield Kind.SYMLINK;
        }
        yield mode == FileMode.EXECUTABLE_FILE ? Kind.EXECUTABLE : Kind.FILE;
      }
    };
  }
}
