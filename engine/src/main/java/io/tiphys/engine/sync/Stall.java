package io.tiphys.engine.sync;

import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthCheck;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.time.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a sync waits for, and since when nothing about it was new. That a state comes again which
/// was there before is no progress: a container that crashes and starts again gets nowhere.
///
/// @param message of the wait, with what the first object says of itself
/// @param seen the states that were seen while it waits, as hashes
/// @param since when the last new one was seen
/// @param hookRuns whether a hook among the awaited has something running
/// @param hookPatience how long such a hook may run without anything new before it counts as
///   hanging; empty for as long as it wants
public record Stall(
    String message,
    Set<Integer> seen,
    Instant since,
    boolean hookRuns,
    Optional<Duration> hookPatience) {

  /// On a hook: how long it may run without anything new before a newer desired state may take its
  /// place. On an Application: how long its syncs may wait, or `never`.
  public static final String ANNOTATION = "tiphys.io/supersede-after";

  private static final int MOST_STATES = 100;
  private static final Duration SPOKEN_OF = Duration.ofSeconds(55);

  public Stall {
    seen = Set.copyOf(seen);
  }

  /// @param wait what the sync waits for now
  /// @param before what was known when it was looked at the last time; empty when something was
  ///   done since
  public static Stall of(
      Decision.Wait wait,
      Optional<Stall> before,
      LiveLookup live,
      HealthCheck health,
      Instant now) {
    var states = new TreeMap<String, String>();
    String word = "";
    boolean runs = false;
    Optional<Duration> patience = Optional.of(Duration.ZERO);
    for (SyncTask task : wait.objects()) {
      LiveObject there = live.of(task.object());
      Optional<Manifest> object =
          there instanceof LiveObject.Found(Manifest found) ? Optional.of(found) : Optional.empty();
      Optional<Health> verdict = object.flatMap(health::of);
      String says = verdict.map(Health::message).orElse("");
      word = word.isEmpty() ? says : word;
      String looks = verdict.map(one -> one.code().text()).orElse("") + ": " + says;
      if (task.isHook() && there instanceof LiveObject.NotSeen) {
        runs = true; // for all that is known
        patience = Optional.empty();
      } else if (task.isHook() && object.isPresent()) {
        looks += withoutTimes(object.get().at("status"));
        if (RunningHook.is(object.get())) {
          runs = true;
          patience = longer(patience, duration(object.get().annotation(ANNOTATION).orElse("")));
        }
      }
      states.put(task.phase() + " " + task.key(), looks);
    }
    String message = word.isEmpty() ? wait.message() : wait.message() + ": " + word;
    int state = states.toString().hashCode();
    var seen = new HashSet<>(before.map(Stall::seen).orElse(Set.of()));
    boolean isNew = seen.add(state) && seen.size() <= MOST_STATES;
    Instant since = isNew ? now : before.map(Stall::since).orElse(now);
    return new Stall(
        message, isNew ? seen : before.map(Stall::seen).orElse(seen), since, runs, patience);
  }

  private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> other) {
    return one.flatMap(a -> other.map(b -> a.compareTo(b) > 0 ? a : b));
  }

  /// What an annotation says; empty for a word that is no duration.
  static Optional<Duration> duration(String text) {
    return GoDuration.parse(text).filter(Duration::isPositive);
  }

  /// The times in a status change while nothing happens.
  private static String withoutTimes(@Nullable Object status) {
    return switch (status) {
      case null -> "";
      case String text -> text.matches("\\d{4}-\\d\\d-\\d\\dT.*") ? "" : text;
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, String>();
        map.forEach((name, value) -> sorted.put(String.valueOf(name), withoutTimes(value)));
        yield sorted.toString();
      }
      case Iterable<?> list -> {
        var text = new StringBuilder("[");
        list.forEach(item -> text.append(withoutTimes(item)).append(','));
        yield text.toString();
      }
      default -> JsonTree.writeString(status);
    };
  }

  /// When what it waits for begins to count as hanging.
  ///
  /// @param patience with everything that does not run
  /// @return the time, if nothing new is seen until then; empty for never
  public Optional<Instant> hangsAt(Duration patience) {
    Optional<Duration> allowed =
        hookRuns ? hookPatience.map(own -> longest(own, patience)) : Optional.of(patience);
    return allowed.map(since::plus);
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /// For the operation: after a minute without anything new it says since when.
  public String message(String waiting, Instant now) {
    return since.plus(SPOKEN_OF).isAfter(now)
        ? waiting
        : "%s (no progress since %s)".formatted(message, since.truncatedTo(ChronoUnit.SECONDS));
  }
}
