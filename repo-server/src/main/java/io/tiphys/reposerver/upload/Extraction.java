package io.tiphys.reposerver.upload;

import io.tiphys.reposerver.source.Entry;
import io.tiphys.reposerver.source.Entry.Kind;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import io.tiphys.reposerver.source.TooLarge;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes an archive apart. Contents are stored under numbers: a name in the archive is never one on
/// this machine's disk.
final class Extraction {

  private static final int ID_LENGTH = 40;
  private static final int MAX_PATH = 4096;
  private static final Comparator<Entry> BY_NAME =
      (one, other) -> Arrays.compareUnsigned(bytes(one.name()), bytes(other.name()));

  private final Path directory;
  private final UploadLimits limits;
  private final Map<String, Entry> found = new TreeMap<>();
  private final Map<String, List<Entry>> children = new HashMap<>();
  private final Map<String, Path> contents = new HashMap<>();
  private long bytes;

  /// @param directory for contents; nobody else's
  Extraction(Path directory, UploadLimits limits) {
    this.directory = directory;
    this.limits = limits;
  }

  /// @param archive uncompressed
  /// @throws SourceException when it holds what no repository holds, or too much
  UploadedTree of(InputStream archive) throws IOException, SourceException {
    var reader = new TarReader(archive);
    directory("");
    for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
      take(entry.get(), reader);
    }
    return tree();
  }

  private void take(TarEntry entry, TarReader reader) throws IOException, SourceException {
    String path = path(entry.path());
    switch (entry.type()) {
      case TarEntry.DIRECTORY -> directory(path);
      case TarEntry.FILE -> {
        bytes += entry.size();
        if (bytes > limits.extractedBytes()) {
          throw new TooLarge("the files sent", bytes, limits.extractedBytes());
        }
        put(
            path,
            entry.isExecutable() ? Kind.EXECUTABLE : Kind.FILE,
            entry.size(),
            content -> store(reader, content));
      }
      case TarEntry.LINK -> {
        byte[] target = bytes(entry.target());
        put(
            path,
            Kind.SYMLINK,
            target.length,
            content -> {
              Files.write(content, target);
              return id(target);
            });
      }
      default ->
          throw new SourceException(
              Reason.INVALID,
              "%s in the archive is neither a file, a directory nor a symbolic link"
                  .formatted(entry.path()));
    }
  }

  private interface Storing {
    String at(Path content) throws IOException;
  }

  private void put(String path, Kind kind, long size, Storing storing)
      throws IOException, SourceException {
    if (path.isEmpty() || (found.get(path) instanceof Entry before && before.isDirectory())) {
      throw twice(path);
    }
    directory(parent(path));
    Path content = directory.resolve(Integer.toString(contents.size()));
    String id = storing.at(content);
    contents.put(path, content);
    if (found.put(path, new Entry(path, kind, id, size)) != null) {
      throw twice(path);
    }
    count();
  }

  private void directory(String path) throws SourceException {
    Entry before = found.get(path);
    if (before == null) {
      if (!path.isEmpty()) {
        directory(parent(path));
      }
      found.put(path, new Entry(path, Kind.DIRECTORY, "", 0));
      count();
    } else if (!before.isDirectory()) {
      throw twice(path);
    }
  }

  private void count() throws TooLarge {
    if (found.size() > limits.entries()) {
      throw new TooLarge("more than %d files were sent".formatted(limits.entries()));
    }
  }

  private static String store(TarReader reader, Path content) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(content)) {
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        digest.update(buffer, 0, count);
        out.write(buffer, 0, count);
      }
    }
    return id(digest);
  }

  /// Children come before their parents, so that a directory's id tells all that is in it.
  private UploadedTree tree() {
    var entries = new HashMap<String, Entry>();
    for (Entry entry : new ArrayList<>(found.values()).reversed()) {
      Entry made = entry.isDirectory() ? withId(entry) : entry;
      entries.put(made.path(), made);
      if (!made.path().isEmpty()) {
        children.computeIfAbsent(parent(made.path()), it -> new ArrayList<>()).add(made);
      }
    }
    return new UploadedTree(entries, children, contents);
  }

  private Entry withId(Entry directory) {
    var inside = children.computeIfAbsent(directory.path(), it -> new ArrayList<>());
    inside.sort(BY_NAME);
    MessageDigest digest = sha256();
    for (Entry entry : inside) {
      digest.update(bytes(entry.kind() + " " + entry.oid() + " " + entry.name() + "\0"));
    }
    return new Entry(directory.path(), Kind.DIRECTORY, id(digest), 0);
  }

  /// From the root of what was sent, without `.`.
  private static String path(String name) throws SourceException {
    var parts = new ArrayList<String>();
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        throw outside(name);
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (name.startsWith("/") || name.indexOf('\0') >= 0 || name.length() > MAX_PATH) {
      throw outside(name);
    }
    return String.join("/", parts);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static SourceException outside(String name) {
    return new SourceException(
        Reason.OUT_OF_BOUNDS,
        "a name in the archive leads out of it: "
            + name.substring(0, Math.min(name.length(), 200)));
  }

  private static SourceException twice(String path) {
    return new SourceException(Reason.INVALID, "the archive has %s twice".formatted(path));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String id(byte[] content) {
    MessageDigest digest = sha256();
    digest.update(content);
    return id(digest);
  }

  private static String id(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, ID_LENGTH);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
