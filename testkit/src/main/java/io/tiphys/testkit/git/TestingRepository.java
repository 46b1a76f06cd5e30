package io.tiphys.testkit.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TagBuilder;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/// A bare repository on disk. Commits are written into it directly, so that a thousand directories
/// take a moment. A file's content that begins with `-> ` makes a symbolic link, one that begins
/// with `#!` an executable.
public final class TestingRepository {

  public static final String AUTHOR = "Ada Lovelace";
  public static final String MAIL = "ada@example.org";

  private final Path directory;

  private TestingRepository(Path directory) {
    this.directory = directory;
  }

  static TestingRepository create(Path directory) {
    var made = new TestingRepository(directory);
    try (Repository repository = new FileRepository(directory.toFile())) {
      repository.create(true);
      repository.updateRef(Constants.HEAD).link("refs/heads/main");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  public Path directory() {
    return directory;
  }

  /// `file://` and the path.
  public String fileUrl() {
    return "file://" + directory;
  }

  /// Writes files and commits on `main`.
  ///
  /// @return the commit
  public String commit(Map<String, String> files) {
    return commit("main", "change " + files.size() + " files", files, Set.of());
  }

  /// Commits on a branch; a branch that is not there begins at `main`, or with nothing.
  ///
  /// @param files path to content
  /// @param removed paths that go
  public String commit(
      String branch, String message, Map<String, String> files, Set<String> removed) {
    try (Repository repository = open();
        ObjectInserter inserter = repository.newObjectInserter()) {
      ObjectId parent = repository.resolve("refs/heads/" + branch);
      if (parent == null) {
        parent = repository.resolve("refs/heads/main");
      }
      var index = DirCache.newInCore();
      DirCacheBuilder builder = index.builder();
      var replaced = new HashSet<>(removed);
      replaced.addAll(files.keySet());
      if (parent != null) {
        keep(repository, parent, replaced, builder);
      }
      for (var file : new TreeMap<>(files).entrySet()) {
        builder.add(entry(inserter, file.getKey(), file.getValue()));
      }
      builder.finish();
      var commit = new CommitBuilder();
      commit.setTreeId(index.writeTree(inserter));
      if (parent != null) {
        commit.setParentId(parent);
      }
      commit.setAuthor(new PersonIdent(AUTHOR, MAIL));
      commit.setCommitter(commit.getAuthor());
      commit.setMessage(message + "\n");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      point(repository, "refs/heads/" + branch, id);
      return id.name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A lightweight tag.
  public void tag(String name, String commit) {
    try (Repository repository = open()) {
      point(repository, "refs/tags/" + name, ObjectId.fromString(commit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// An annotated tag.
  ///
  /// @return the id of the tag object, which is not the commit's
  public String annotatedTag(String name, String commit) {
    try (Repository repository = open();
        ObjectInserter inserter = repository.newObjectInserter()) {
      var tag = new TagBuilder();
      tag.setTag(name);
      tag.setObjectId(ObjectId.fromString(commit), Constants.OBJ_COMMIT);
      tag.setTagger(new PersonIdent(AUTHOR, MAIL));
      tag.setMessage("release " + name);
      ObjectId id = inserter.insert(tag);
      inserter.flush();
      point(repository, "refs/tags/" + name, id);
      return id.name();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Points any ref anywhere, as a force-push does.
  public void point(String ref, String commit) {
    try (Repository repository = open()) {
      point(repository, ref, ObjectId.fromString(commit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deletes the repository; what is asked of it then fails.
  public void delete() {
    TestingGit.delete(directory);
  }

  /// Deletes the repository and makes an empty one in its place.
  public void recreate() {
    delete();
    create(directory);
  }

  /// Sets an option of the repository, such as `uploadpack.allowAnySHA1InWant`.
  public void configure(String section, String name, String value) {
    try (Repository repository = open()) {
      repository.getConfig().setStringList(section, null, name, List.of(value));
      repository.getConfig().save();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Repository open() throws IOException {
    return new FileRepository(directory.toFile());
  }

  private static void keep(
      Repository repository, ObjectId commit, Set<String> replaced, DirCacheBuilder builder)
      throws IOException {
    try (var walk = new RevWalk(repository);
        ObjectReader reader = repository.newObjectReader();
        var tree = new TreeWalk(reader)) {
      tree.addTree(walk.parseCommit(commit).getTree());
      tree.setRecursive(true);
      while (tree.next()) {
        if (!replaced.contains(tree.getPathString())) {
          var entry = new DirCacheEntry(tree.getPathString());
          entry.setFileMode(tree.getFileMode());
          entry.setObjectId(tree.getObjectId(0));
          builder.add(entry);
        }
      }
    }
  }

  private static DirCacheEntry entry(ObjectInserter inserter, String path, String content)
      throws IOException {
    boolean link = content.startsWith("-> ");
    var entry = new DirCacheEntry(path);
    entry.setFileMode(
        link
            ? FileMode.SYMLINK
            : content.startsWith("#!") ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
    String stored = link ? content.substring(3) : content;
    entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, stored.getBytes(StandardCharsets.UTF_8)));
    return entry;
  }

  private static void point(Repository repository, String ref, @Nullable ObjectId id)
      throws IOException {
    RefUpdate update = repository.updateRef(ref);
    update.setNewObjectId(id);
    var result = update.forceUpdate();
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      default -> throw new IOException(ref + " was not set: " + result);
    }
  }
}
