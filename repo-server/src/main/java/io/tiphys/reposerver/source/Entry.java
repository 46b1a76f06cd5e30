package io.tiphys.reposerver.source;

/// One name in a [CommitTree].
///
/// @param path from the root of the repository; empty for the root itself
/// @param oid the blob's or the tree's id, 40 hex digits; of a submodule, the commit it points to
/// @param size bytes of the content; 0 for directories and submodules
public record Entry(String path, Kind kind, String oid, long size) {

  /// What an entry is, as Git's file modes tell it.
  public enum Kind {
    FILE,
    EXECUTABLE,
    DIRECTORY,
    SYMLINK,
    SUBMODULE
  }

  /// The last part of the path; empty for the root.
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /// True for plain and executable files, not for links.
  public boolean isFile() {
    return kind == Kind.FILE || kind == Kind.EXECUTABLE;
  }
}
