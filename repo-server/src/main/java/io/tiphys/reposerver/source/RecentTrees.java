package io.tiphys.reposerver.source;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The commits of one mirror that were read last, with the directories that were read of them.
final class RecentTrees {

  private final Map<String, GitTree> trees;

  RecentTrees(int size) {
    trees =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, GitTree> eldest) {
            return size() > size;
          }
        };
  }

  synchronized @Nullable GitTree get(String commit) {
    return trees.get(commit);
  }

  synchronized void put(String commit, GitTree tree) {
    trees.put(commit, tree);
  }

  synchronized void clear() {
    trees.clear();
  }
}
