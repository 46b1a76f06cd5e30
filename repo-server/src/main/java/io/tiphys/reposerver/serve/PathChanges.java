package io.tiphys.reposerver.serve;

import io.grpc.StatusException;
import io.tiphys.proto.reposerver.UpdateRevisionForPathsRequest;
import io.tiphys.proto.reposerver.UpdateRevisionForPathsResponse;
import io.tiphys.reposerver.render.glob.Glob;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.Entry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Whether a commit changes something at paths, compared with another one. Only the directories on
/// the way are read: what is below one is the same when its object id is.
final class PathChanges {

  private final Sources sources;

  PathChanges(Sources sources) {
    this.sources = sources;
  }

  /// @param request its paths are from the repository's root, without `.`, `..` and a slash in
  ///   front, with `*`, `?` and `[...]` for what is no slash
  /// @return the commit, and whether what was known before is to be made anew: also when nobody can
  ///   say what changed
  UpdateRevisionForPathsResponse of(UpdateRevisionForPathsRequest request) throws StatusException {
    var answer = UpdateRevisionForPathsResponse.newBuilder();
    var source = request.getApplicationSource();
    if (request.getPathsList().isEmpty() || !source.getChart().isEmpty()) {
      return answer.setChanges(true).build();
    }
    String revision =
        request.getRevision().isEmpty() ? source.getTargetRevision() : request.getRevision();
    return sources.use(
        request.getRepo(),
        revision,
        CallRecency.of(request.getNoRevisionCache()),
        (remote, now) -> {
          answer.setRevision(now.revision());
          if (!now.revision().equals(request.getSyncedRevision())) {
            answer.setChanges(
                sources
                    .known(remote, request.getSyncedRevision())
                    .map(before -> differ(before, now, request.getPathsList()))
                    .orElse(true));
          }
          return answer.build();
        });
  }

  private static boolean differ(CommitTree before, CommitTree now, List<String> paths) {
    return paths.stream().anyMatch(path -> !found(before, path).equals(found(now, path)));
  }

  /// What stands at a path, by name.
  private static Map<String, Entry> found(CommitTree tree, String path) {
    var found = new TreeMap<String, Entry>();
    tree.entry(path).ifPresent(entry -> found.put(entry.path(), entry));
    if (Glob.isPattern(path)) {
      find(tree, "", path, found);
    }
    return found;
  }

  /// Files only: a pattern names no directory.
  private static void find(
      CommitTree tree, String directory, String pattern, Map<String, Entry> found) {
    int slash = pattern.indexOf('/');
    String here = slash < 0 ? pattern : pattern.substring(0, slash);
    Optional<Glob> glob = Glob.ofNames(here.replace("{", "\\{").replace("[^", "[!"));
    for (Entry entry : glob.isEmpty() ? List.<Entry>of() : tree.list(directory)) {
      if (!glob.get().matches(entry.name())) {
        continue;
      }
      if (slash >= 0 && entry.isDirectory()) {
        find(tree, entry.path(), pattern.substring(slash + 1), found);
      } else if (slash < 0 && !entry.isDirectory()) {
        found.put(entry.path(), entry);
      }
    }
  }
}
