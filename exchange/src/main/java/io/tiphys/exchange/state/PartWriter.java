package io.tiphys.exchange.state;

import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes one part of one Application, and remembers what of it Redis has.
final class PartWriter {

  /// For how long a reader may still need pieces of the index before.
  private static final Duration GRACE = Duration.ofSeconds(5);

  private record Stale(long nanos, Set<String> digests) {}

  private final String prefix;
  private final Part part;
  private final SealedCache cache;
  private final Duration ttl;
  private final LongSupplier nanos;
  private final Map<String, Section> sections = new HashMap<>();
  private final List<Stale> stale = new ArrayList<>();
  private Set<String> there = new HashSet<>();
  private @Nullable PieceIndex index;
  private long extendedNanos;

  /// @param nanos a clock as `System.nanoTime`
  PartWriter(AppRef app, Part part, SealedCache cache, Duration ttl, LongSupplier nanos) {
    this.prefix = app.prefix();
    this.part = part;
    this.cache = cache;
    this.ttl = ttl;
    this.nanos = nanos;
  }

  /// What a write came to.
  enum Outcome {
    WRITTEN,
    UNCHANGED,
    FAILED
  }

  /// @param perPiece items in a piece of a section
  synchronized Outcome write(
      Map<String, ? extends Collection<? extends Item<?>>> content, int perPiece) {
    var digests = new LinkedHashMap<String, List<String>>();
    var failed = new HashSet<String>();
    var written = new HashSet<String>();
    content.forEach((name, items) -> {
      var section = sections.computeIfAbsent(name, unused -> new Section(perPiece));
      digests.put(
          name,
          section.cut(
              items,
              (digest, json) -> {
                if (there.contains(digest) || !written.add(digest)) {
                  return;
                }
                if (!cache.put(prefix + digest, json, ttl)) {
                  failed.add(digest);
                }
              }));
    });
    var now = new PieceIndex(digests);
    if (!failed.isEmpty()) {
      forget();
      return Outcome.FAILED;
    }
    sweep();
    if (now.equals(index)) {
      return Outcome.UNCHANGED;
    }
    if (!cache.put(prefix + part.text(), now.json(), ttl)) {
      forget();
      return Outcome.FAILED;
    }
    remember(now);
    return Outcome.WRITTEN;
  }

  private void remember(PieceIndex now) {
    Set<String> used = now.digests().collect(Collectors.toSet());
    var unused = new HashSet<>(there);
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      stale.add(new Stale(nanos.getAsLong(), unused));
    }
    there = used;
    if (index == null) {
      extendedNanos = nanos.getAsLong();
    }
    index = now;
  }

  /// Removes what no index names any more.
  private void sweep() {
    var keys = new HashSet<String>();
    stale.removeIf(one -> {
      boolean isOver = nanos.getAsLong() - one.nanos() > GRACE.toNanos();
      if (isOver) {
        keys.addAll(one.digests());
      }
      return isOver;
    });
    keys.removeAll(there);
    var unused = cache.remove(keys.stream().map(prefix::concat).toList());
  }

  /// Lets the entries live on when they would end, and removes old ones.
  ///
  /// @return false when some are missing: the part must be written again
  synchronized boolean tend() {
    PieceIndex known = index;
    if (known == null) {
      return false;
    }
    sweep();
    if (nanos.getAsLong() - extendedNanos < ttl.dividedBy(2).toNanos()) {
      return true;
    }
    Optional<Boolean> whole = cache.extend(keys(known), ttl);
    if (whole.isPresent() && whole.get()) {
      extendedNanos = nanos.getAsLong();
    } else if (whole.isPresent()) {
      forget();
      return false;
    }
    return true;
  }

  private List<String> keys(PieceIndex known) {
    var keys = new ArrayList<String>(known.count() + 1);
    keys.add(prefix + part.text());
    known.digests().distinct().map(prefix::concat).forEach(keys::add);
    return keys;
  }

  /// What Redis has is not known any more.
  synchronized void forget() {
    index = null;
    there = new HashSet<>();
    sections.values().forEach(Section::forget);
  }

  /// The Application is gone.
  synchronized void remove() {
    PieceIndex known = index;
    if (known != null) {
      stale.add(new Stale(nanos.getAsLong() - 2 * GRACE.toNanos(), Set.copyOf(there)));
      there = new HashSet<>();
      var unused = cache.remove(List.of(prefix + part.text()));
      sweep();
    }
    forget();
  }
}
