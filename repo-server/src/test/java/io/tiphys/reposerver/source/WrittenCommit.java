package io.tiphys.reposerver.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;

/// Writes a commit into a bare repository without a working copy: path to content, `-> target` for
/// a link, `#! ` at the beginning for an executable.
public final class WrittenCommit {

  private WrittenCommit() {}

  public static GitTree of(Path directory, Map<String, String> files) throws IOException {
    var repository = new FileRepository(directory.resolve("written.git").toFile());
    repository.create(true);
    try (var inserter = repository.newObjectInserter()) {
      var index = DirCache.newInCore().builder();
      for (var file : new TreeMap<>(files).entrySet()) {
        var entry = new DirCacheEntry(file.getKey());
        String content = file.getValue();
        boolean link = content.startsWith("-> ");
        entry.setFileMode(
            link
                ? FileMode.SYMLINK
                : content.startsWith("#!") ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
        byte[] bytes = (link ? content.substring(3) : content).getBytes(StandardCharsets.UTF_8);
        entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, bytes));
        index.add(entry);
      }
      index.finish();
      var commit = new CommitBuilder();
      commit.setTreeId(index.getDirCache().writeTree(inserter));
      commit.setAuthor(new PersonIdent("Ada", "ada@example.org"));
      commit.setCommitter(commit.getAuthor());
      commit.setMessage("written");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return GitTree.open(repository, id);
    }
  }
}
