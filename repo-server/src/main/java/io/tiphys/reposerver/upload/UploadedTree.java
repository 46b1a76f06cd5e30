package io.tiphys.reposerver.upload;

import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.Entry;
import io.tiphys.reposerver.source.TooLarge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a client sent, as a commit is read. Ids are digests that no object of Git has.
final class UploadedTree implements CommitTree {

  /// As the original calls it.
  static final String REVISION = "streamed";

  private final Map<String, Entry> entries;
  private final Map<String, List<Entry>> directories;
  private final Map<String, Path> contents;

  /// @param entries by path, the root included
  /// @param directories their entries, sorted
  /// @param contents of files and links by path
  UploadedTree(
      Map<String, Entry> entries,
      Map<String, List<Entry>> directories,
      Map<String, Path> contents) {
    this.entries = Map.copyOf(entries);
    this.directories = Map.copyOf(directories);
    this.contents = Map.copyOf(contents);
  }

  @Override
  public String revision() {
    return REVISION;
  }

  @Override
  public Optional<Entry> entry(String path) {
    return Optional.ofNullable(entries.get(path));
  }

  @Override
  public List<Entry> list(String directory) {
    return directories.getOrDefault(directory, List.of());
  }

  @Override
  public byte[] read(Entry file, long maxBytes) throws TooLarge {
    if (file.size() > maxBytes) {
      throw new TooLarge(file.path(), file.size(), maxBytes);
    }
    Path content = contents.get(file.path());
    if (content == null) {
      throw new IllegalArgumentException(file.path() + " is no file");
    }
    try {
      return Files.readAllBytes(content);
    } catch (IOException e) {
      throw new UncheckedIOException("an uploaded file cannot be read", e);
    }
  }
}
