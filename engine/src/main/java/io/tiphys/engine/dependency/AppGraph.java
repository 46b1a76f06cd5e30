package io.tiphys.engine.dependency;

import java.util.Optional;
import java.util.stream.Stream;

/// The Applications as one of them may see them: those that it may not wait for are not there.
public interface AppGraph {

  /// How an Application stands.
  ///
  /// @param sync `Synced`, `OutOfSync`, `Unknown` or empty
  /// @param health `Healthy`, `Progressing` and so on, or empty
  /// @param isSettled nothing runs, nothing was asked for, and it was compared as it is now
  record Standing(String sync, String health, boolean isSettled) {

    boolean isReached() {
      return isSettled && sync.equals("Synced") && health.equals("Healthy");
    }

    String text() {
      if (sync.equals("Synced") && health.equals("Healthy")) {
        return "not settled";
      }
      return (sync.isEmpty() ? "Unknown" : sync) + ", " + (health.isEmpty() ? "Unknown" : health);
    }
  }

  /// @return empty for one that is not there
  Optional<Standing> standing(AppName app);

  /// What it depends on itself.
  DependsOn dependsOn(AppName app);

  /// Those with all these labels, in order; looked at no further than somebody asks.
  Stream<AppName> labelled(Dependency.Labelled labels);
}
