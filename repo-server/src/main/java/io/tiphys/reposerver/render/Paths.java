package io.tiphys.reposerver.render;

import java.util.ArrayList;
import java.util.List;

/// Paths inside a repository as texts: `/` between the parts, the root is empty.
final class Paths {

  private Paths() {}

  /// One path after the other, without `.`, `..` and empty parts; `..` at the root stays there.
  ///
  /// @param path a leading `/` means the repository's root
  static String join(String base, String path) {
    var parts = new ArrayList<String>();
    if (!path.startsWith("/")) {
      add(parts, base);
    }
    add(parts, path);
    return String.join("/", parts);
  }

  private static void add(List<String> parts, String path) {
    for (String part : path.split("/")) {
      switch (part) {
        case "", "." -> {}
        case ".." -> {
          if (!parts.isEmpty()) {
            parts.removeLast();
          }
        }
        default -> parts.add(part);
      }
    }
  }

  /// The directory of a path; empty for what stands at the root.
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /// The path as seen from a directory that it is in.
  static String below(String directory, String path) {
    return directory.isEmpty() ? path : path.substring(directory.length() + 1);
  }
}
