package io.tiphys.reposerver.render.glob;

import java.util.List;

/// What one place of a pattern accepts.
sealed interface CharacterSet {

  boolean has(int c);

  record One(int only) implements CharacterSet {
    @Override
    public boolean has(int c) {
      return c == only;
    }
  }

  record Any(boolean slash) implements CharacterSet {
    @Override
    public boolean has(int c) {
      return slash || c != '/';
    }
  }

  /// @param ranges pairs of first and last
  record Ranges(List<int[]> ranges, boolean negated, boolean slash) implements CharacterSet {
    @Override
    public boolean has(int c) {
      if (c == '/' && !slash) {
        return false;
      }
      return ranges.stream().anyMatch(range -> range[0] <= c && c <= range[1]) != negated;
    }
  }
}
