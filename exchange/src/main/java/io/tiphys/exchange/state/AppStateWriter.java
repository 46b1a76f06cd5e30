package io.tiphys.exchange.state;

import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.trust.seal.Lookup;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.Subscriber;
import io.tiphys.trust.seal.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Writes the state of Applications for whoever shows it. What did not change is not written; what
/// was written is told to the readers. Any number of threads.
///
/// Nothing here throws because of Redis: who calls is told that a write failed, and tries later.
public final class AppStateWriter {

  private static final int NODES_PER_PIECE = 64;

  /// Each is a whole object, four times.
  private static final int DIFFS_PER_PIECE = 16;

  private static final byte[] MARKED = "1".getBytes(StandardCharsets.UTF_8);

  private record Key(AppRef app, Part part) {}

  /// An entry of this writer that is there as long as Redis was not emptied.
  private final String mark = "app-state-mark|" + UUID.randomUUID();

  private final SealedCache cache;
  private final Duration ttl;
  private final LongSupplier nanos;
  private volatile boolean isMarked;
  private final Map<Key, PartWriter> parts = new ConcurrentHashMap<>();

  /// @param ttl how long an entry is kept that nobody tends (`--app-state-cache-expiration`); at
  ///   least a second
  public AppStateWriter(SealedCache cache, Duration ttl) {
    this(cache, ttl, System::nanoTime);
  }

  AppStateWriter(SealedCache cache, Duration ttl, LongSupplier nanos) {
    this.cache = cache;
    this.nanos = nanos;
    this.ttl = ttl.toSeconds() < 1 ? Duration.ofSeconds(1) : ttl;
  }

  /// @param orphans objects of the namespace that nobody manages
  /// @return whether Redis has it now
  public boolean writeTree(
      AppRef app,
      Collection<Item<ResourceNode>> nodes,
      Collection<Item<ResourceNode>> orphans,
      Collection<Item<HostInfo>> hosts) {
    return write(
        new Key(app, Part.TREE),
        Map.of(Part.NODES, nodes, Part.ORPHANS, orphans, Part.HOSTS, hosts),
        NODES_PER_PIECE);
  }

  /// @param items one for each object that Git asks for or the Application manages
  /// @return whether Redis has it now
  public boolean writeManaged(AppRef app, Collection<Item<ResourceDiff>> items) {
    return write(new Key(app, Part.MANAGED), Map.of(Part.ITEMS, items), DIFFS_PER_PIECE);
  }

  private boolean write(
      Key key, Map<String, ? extends Collection<? extends Item<?>>> content, int perPiece) {
    if (!isMarked) { // before anything else: what is written later is lost later
      isMarked = cache.put(mark, MARKED, ttl);
    }
    var writer =
        parts.computeIfAbsent(
            key, made -> new PartWriter(made.app(), made.part(), cache, ttl, nanos));
    return switch (writer.write(content, perPiece)) {
      case WRITTEN -> {
        var unused = cache.publish(Notice.CHANGED, new Notice(key.app(), key.part()).bytes());
        yield true;
      }
      case UNCHANGED -> true;
      case FAILED -> false;
    };
  }

  /// The Application is gone, and so is what was written of it.
  public void remove(AppRef app) {
    for (Part part : Part.values()) {
      PartWriter writer = parts.remove(new Key(app, part));
      if (writer != null) {
        writer.remove();
        var unused = cache.publish(Notice.CHANGED, new Notice(app, part).bytes());
      }
    }
  }

  /// To be called now and then, several times in the life of an entry: lets entries live on, and
  /// looks whether they are still there.
  ///
  /// @return Applications that must be written again, as after Redis was emptied
  public Collection<AppRef> tend() {
    Optional<Boolean> isThere = cache.extend(List.of(mark), ttl);
    if (isThere.isEmpty()) {
      return List.of(); // Redis is away; that it was emptied will be seen when it is back
    }
    if (!isThere.get() || !(cache.getAnew(mark) instanceof Lookup.Hit)) {
      parts.values().forEach(PartWriter::forget);
      isMarked = cache.put(mark, MARKED, ttl);
    }
    var lost = new ArrayList<AppRef>();
    parts.forEach((key, writer) -> {
      if (!writer.tend()) {
        lost.add(key.app());
      }
    });
    return lost.stream().distinct().toList();
  }

  /// Hears which Applications a reader has missed.
  ///
  /// @param asked must be quick
  public Subscription onMissing(Consumer<AppRef> asked) {
    return cache.subscribe(
        Notice.MISSING,
        new Subscriber() {
          @Override
          public void received(byte[] message) {
            Notice.parse(message)
                .ifPresent(notice -> {
                  PartWriter writer = parts.get(new Key(notice.app(), notice.part()));
                  if (writer != null) {
                    writer.forget();
                  }
                  asked.accept(notice.app());
                });
          }
        });
  }
}
