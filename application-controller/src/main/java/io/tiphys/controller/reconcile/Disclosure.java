package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.compare.AppComparison;
import io.tiphys.controller.share.Found;
import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.engine.project.OrphanRules;
import io.tiphys.exchange.state.AppRef;
import io.tiphys.model.application.Application;
import java.util.Collection;
import java.util.Optional;

/// What a turn lets others know of the objects that it saw, and whether some of them are nobody's.
final class Disclosure {

  private final Reconciler.Rooms rooms;
  private final NamespaceMonitors monitors = new NamespaceMonitors();

  Disclosure(Reconciler.Rooms rooms) {
    this.rooms = rooms;
  }

  /// Hands on what the last comparison found. Where the ground is broken, nothing may be shown.
  void tell(Seen seen, AppMemory memory, Ground ground) {
    switch (ground) {
      case Ground.Firm firm -> {
        AppComparison last = memory.comparison;
        if (last != null) {
          rooms.sharing().found(seen.key(), found(seen, memory, firm, last));
        }
      }
      case Ground.Broken(var _, var _, var cluster) ->
          rooms
              .sharing()
              .nothing(seen.key(), reference(seen), cluster == null ? "" : cluster.server());
    }
  }

  /// Hands on what the last comparison found before the status says that there is something new, if
  /// that is what clients wait for: the objects that they read next are those that it speaks of.
  void tellFirst(Seen seen, Application now, AppMemory memory, Ground.Firm ground) {
    AppComparison last = memory.comparison;
    if (last != null && isAwaited(seen.app(), now)) {
      rooms.sharing().foundAndAwaited(seen.key(), found(seen, memory, ground, last));
    }
  }

  /// Where a sync begins in the same turn, its end is what clients wait for.
  private static boolean isAwaited(Application before, Application now) {
    if (before.metadata().annotations().containsKey(WantedState.REFRESH)) {
      return true;
    }
    boolean begins = before.operation() == null && now.operation() != null;
    boolean ends = before.operation() != null && now.operation() == null;
    return ends || !begins && isChanged(before, now);
  }

  private static boolean isChanged(Application before, Application now) {
    return !before.status().sync().status().equals(now.status().sync().status())
        || !before.status().health().status().equals(now.status().health().status());
  }

  void gone(AppKey key) {
    monitors.remove(key);
    rooms.sharing().gone(key);
  }

  /// Those that look for orphaned objects there.
  Collection<AppKey> monitoring(String server, String namespace) {
    return monitors.of(server, namespace);
  }

  /// Remembers who looks for orphaned objects, and says that there are some.
  Optional<Finding> orphaned(
      Seen seen, AppMemory memory, Ground.Firm ground, AppComparison comparison) {
    Optional<OrphanRules> rules = OrphanRules.of(ground.project());
    String namespace = seen.app().spec().destination().namespace();
    if (rules.isEmpty() || namespace.isEmpty()) {
      monitors.remove(seen.key());
      return Optional.empty();
    }
    monitors.put(seen.key(), ground.cluster().server(), namespace);
    if (!rules.get().isWarning()) {
      return Optional.empty();
    }
    int count = rooms.orphans().of(found(seen, memory, ground, comparison)).size();
    return count == 0
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Conditions.ORPHANED_RESOURCE,
                "Application has %d orphaned resources".formatted(count)));
  }

  private Found found(Seen seen, AppMemory memory, Ground.Firm ground, AppComparison comparison) {
    return new Found(
        reference(seen),
        seen.key().instance(rooms.controlPlaneNamespace()),
        Grounds.named(seen.app().spec().destination(), ground.cluster()),
        ground.project(),
        ground.cluster(),
        comparison.verdicts(),
        memory.wanted == null ? null : memory.wanted.index(),
        rooms.grounds().rules(seen.app()));
  }

  private static AppRef reference(Seen seen) {
    return new AppRef(seen.key().namespace(), seen.key().name(), seen.app().metadata().uid());
  }
}
