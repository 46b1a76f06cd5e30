package io.tiphys.exchange.state;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.tree.ApplicationTree;
import io.tiphys.model.tree.ApplicationTreeBuilder;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.trust.seal.Lookup;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads the state of Applications as the controller wrote it. Any number of threads, which wait
/// for Redis, but not for the controller unless they say for how long.
///
/// What is not there, or cannot be read now, is empty; the controller hears of it and writes it
/// again, if there is such an Application.
public final class AppStateReader implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AppStateReader.class);

  /// The writer removes pieces that its newest index does not name; who has just read the one
  /// before reads again.
  private static final int ATTEMPTS = 4;

  /// Pieces in one question: each may be some megabytes.
  private static final int QUESTION = 16;

  private final SealedCache cache;
  private final PieceMemory memory;
  private final ChangeHub hub;
  private final RecentVersions versions;

  /// @param cache not closed here
  /// @param memoryBytes how much of what was read is kept in this process, about
  public AppStateReader(SealedCache cache, long memoryBytes) {
    this.cache = cache;
    this.memory = new PieceMemory(memoryBytes);
    this.hub = new ChangeHub(cache);
    this.versions = new RecentVersions(InstantSource.system());
  }

  /// The resource tree.
  public Optional<TreeState> tree(AppRef app) {
    Optional<Parts> parts = read(app, Part.TREE);
    if (parts.isEmpty()) {
      hub.missing(app, Part.TREE);
    }
    return parts.map(one -> new TreeState(one.version(), one.tree()));
  }

  /// Which version of the resource tree there is, or was half a second ago if nothing was heard of
  /// it since: for who may have it already. That there is one does not say that it can be read.
  ///
  /// @return as [TreeState#version]
  public Optional<String> treeVersion(AppRef app) {
    long count = hub.count(app);
    return versions
        .get(app, count)
        .or(() -> {
          var version = index(app, Part.TREE).map(Digests::of);
          version.ifPresent(it -> versions.put(app, count, it));
          return version;
        });
  }

  private Optional<byte[]> index(AppRef app, Part part) {
    return cache.getAnew(app.prefix() + part.text()) instanceof Lookup.Hit(byte[] json)
        ? Optional.of(json)
        : Optional.empty();
  }

  /// The same; where there is none yet, the controller is waited for.
  ///
  /// @param patience for how long
  public Optional<TreeState> tree(AppRef app, Duration patience) throws InterruptedException {
    Optional<TreeState> known = tree(app);
    return known.isPresent() ? known : watchTree(app).next(patience);
  }

  /// The objects of the comparison.
  public Optional<ManagedState> managed(AppRef app) {
    Optional<Parts> parts = read(app, Part.MANAGED);
    if (parts.isEmpty()) {
      hub.missing(app, Part.MANAGED);
    }
    return parts.map(
        one -> new ManagedState(one.version(), one.of(Part.ITEMS, ResourceDiff.class)));
  }

  /// The same; where there is none yet, the controller is waited for.
  ///
  /// @param patience for how long
  public Optional<ManagedState> managed(AppRef app, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long seen = hub.count(app);
      Optional<ManagedState> known = managed(app);
      long left = deadline - System.nanoTime();
      if (known.isPresent() || left <= 0) {
        return known;
      }
      hub.await(app, seen, Duration.ofNanos(left));
    }
  }

  /// Follows a tree.
  public TreeWatch watchTree(AppRef app) {
    return new TreeWatch(this, hub, app);
  }

  /// The pieces of one index, all of them.
  private record Parts(PieceIndex index, String version, Map<String, List<Record>> pieces) {

    <T extends Record> List<T> of(String section, Class<T> type) {
      var all = new ArrayList<T>();
      for (String digest : index.of(section)) {
        pieces.getOrDefault(digest, List.of()).forEach(one -> all.add(type.cast(one)));
      }
      return all;
    }

    ApplicationTree tree() {
      return ApplicationTreeBuilder.builder()
          .nodes(of(Part.NODES, ResourceNode.class))
          .orphanedNodes(of(Part.ORPHANS, ResourceNode.class))
          .hosts(of(Part.HOSTS, HostInfo.class))
          .shardsCount(index.count())
          .build();
    }
  }

  private Optional<Parts> read(AppRef app, Part part) {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      var written = index(app, part);
      if (written.isEmpty()) {
        return Optional.empty();
      }
      byte[] json = written.get();
      try {
        PieceIndex index = PieceIndex.parse(json);
        Map<String, List<Record>> pieces = pieces(app, index);
        if (index.digests().allMatch(pieces::containsKey)) {
          return Optional.of(new Parts(index, Digests.of(json), pieces));
        }
      } catch (RuntimeException e) {
        log.warn("the {} of Application {} in Redis cannot be read: {}", part, app, e.toString());
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Map<String, List<Record>> pieces(AppRef app, PieceIndex index) {
    var found = new HashMap<String, List<Record>>();
    index
        .sections()
        .forEach((section, digests) -> {
          var asked = new ArrayList<String>();
          for (String digest : digests) {
            memory
                .get(digest)
                .ifPresentOrElse(records -> found.put(digest, records), () -> asked.add(digest));
          }
          for (int from = 0; from < asked.size(); from += QUESTION) {
            fetch(app, asked.subList(from, Math.min(asked.size(), from + QUESTION)), type(section))
                .forEach(found::put);
          }
        });
    return found;
  }

  private Map<String, List<Record>> fetch(
      AppRef app, List<String> digests, Class<? extends Record> type) {
    String prefix = app.prefix();
    var found = new HashMap<String, List<Record>>();
    cache
        .getAll(digests.stream().map(prefix::concat).toList())
        .forEach((key, json) -> {
          var records = new ArrayList<Record>();
          for (Object item : JsonTree.listOrEmpty(JsonTree.parse(json))) {
            records.add(ModelJson.fromTree(item, type));
          }
          String digest = key.substring(prefix.length());
          found.put(digest, records);
          memory.put(digest, records, json.length);
        });
    return found;
  }

  private static Class<? extends Record> type(String section) {
    return switch (section) {
      case Part.HOSTS -> HostInfo.class;
      case Part.ITEMS -> ResourceDiff.class;
      default -> ResourceNode.class;
    };
  }

  /// Watches end with it.
  @Override
  public void close() {
    hub.close();
  }
}
