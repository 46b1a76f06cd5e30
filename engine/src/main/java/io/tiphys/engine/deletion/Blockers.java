package io.tiphys.engine.deletion;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Why an object that is being deleted is still there, and what can be done.
public final class Blockers {

  /// How long an object may take before people hear of it.
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int MOST_NAMED = 5;

  /// How far down is looked for the reason: a Deployment has ReplicaSets, and they have Pods.
  private static final int GENERATIONS = 3;

  private Blockers() {}

  /// Finds what an object owns.
  @FunctionalInterface
  public interface Owned {
    List<Manifest> by(Manifest owner);
  }

  /// @param awaited objects that are being deleted
  /// @param owned asked for those that wait for what they own
  /// @return what is in the way of those that take long; empty when none does
  public static Optional<String> of(List<Manifest> awaited, Owned owned, Instant now) {
    List<Manifest> slow = awaited.stream().filter(one -> isSlow(one, now)).toList();
    if (slow.isEmpty()) {
      return Optional.empty();
    }
    String named =
        slow.stream()
            .limit(MOST_NAMED)
            .map(one -> reason(one, owned, GENERATIONS))
            .collect(Collectors.joining("; "));
    return Optional.of(
        slow.size() > MOST_NAMED
            ? "%s; and %d more".formatted(named, slow.size() - MOST_NAMED)
            : named);
  }

  private static boolean isSlow(Manifest object, Instant now) {
    try {
      Instant asked = Instant.parse(object.text("metadata", "deletionTimestamp"));
      return now.isAfter(asked.plus(PATIENCE));
    } catch (DateTimeException notATime) {
      return false;
    }
  }

  private static String reason(Manifest object, Owned owned, int generations) {
    String key = object.key().toString();
    List<String> finalizers =
        JsonTree.listOrEmpty(object.at("metadata", "finalizers")).stream()
            .map(String::valueOf)
            .toList();
    String conditions = conditions(object);
    if (!conditions.isEmpty()) {
      return "%s is being deleted: %s".formatted(key, conditions);
    }
    if (finalizers.equals(List.of("foregroundDeletion"))) {
      return "%s is being deleted: objects that it owns are still there%s"
          .formatted(key, generations == 0 ? "" : reasons(owned.by(object), owned, generations));
    }
    return finalizers.isEmpty()
        ? "%s is being deleted: it is still ending".formatted(key)
        : "%s is being deleted: whoever looks after its finalizer %s has not taken it off; mend that, or take it off by hand"
            .formatted(key, String.join(", ", finalizers));
  }

  private static String reasons(List<Manifest> children, Owned owned, int generations) {
    String reasons =
        children.stream()
            .filter(DeletionPlan::isDeleting)
            .limit(MOST_NAMED)
            .map(child -> reason(child, owned, generations - 1))
            .collect(Collectors.joining(", "));
    return reasons.isEmpty() ? "" : " (" + reasons + ")";
  }

  /// What a Namespace says of what is in it, and an Application of its own deletion.
  private static String conditions(Manifest object) {
    var said = new ArrayList<String>();
    for (@Nullable Object one : JsonTree.listOrEmpty(object.at("status", "conditions"))) {
      var condition = JsonTree.objectOrEmpty(one);
      String type = String.valueOf(condition.get("type"));
      boolean tells =
          type.equals("DeletionError")
              || object.kind().equals("Namespace")
                  && type.startsWith("Namespace")
                  && "True".equals(condition.get("status"));
      if (tells && condition.get("message") instanceof String message) {
        said.add(message);
      }
    }
    return String.join(" ", said);
  }
}
