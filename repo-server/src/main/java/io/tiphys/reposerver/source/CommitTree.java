package io.tiphys.reposerver.source;

import java.util.List;
import java.util.Optional;

/// The files of one commit of one repository, readable without a checkout by any number of threads
/// at once. Paths are relative to the repository's root, separated by `/`, without `.` or `..`; the
/// root is the empty path. No method follows a symbolic link: see [PathResolver] for that.
///
/// Object ids are what render keys are made of: equal ids mean equal content.
public interface CommitTree {

  /// The commit, 40 hex digits.
  String revision();

  /// What stands at a path; empty when nothing does, also when a part of the path before the last
  /// is a file, a link or a submodule. The root is a directory with the empty path.
  Optional<Entry> entry(String path);

  /// The entries directly in a directory, sorted by name as bytes; empty when the path is not a
  /// directory.
  List<Entry> list(String directory);

  /// The content of a file, or the target of a symbolic link as bytes.
  ///
  /// @param maxBytes the largest content that is wanted
  /// @throws TooLarge when the content is larger; nothing was read
  byte[] read(Entry file, long maxBytes) throws TooLarge;
}
