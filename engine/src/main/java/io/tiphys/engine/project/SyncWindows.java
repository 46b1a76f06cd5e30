package io.tiphys.engine.project;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.project.AppProjectSpec;
import io.tiphys.model.project.SyncWindow;
import io.tiphys.model.time.GoDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The times in which a project's Applications may be synced, or may not
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/sync_windows/).
///
/// A window is open from each moment that its schedule names until its duration has passed, both by
/// the clock on the wall of its time zone: on a day when the clocks are changed it is as much
/// shorter or longer, as in Argo CD.
///
/// @param windows in the project's order
public record SyncWindows(List<SyncWindow> windows) {

  private static final String ALLOW = "allow";
  private static final String DENY = "deny";
  private static final int LONGEST_DESCRIPTION = 255;

  public SyncWindows {
    windows = List.copyOf(windows);
  }

  public static SyncWindows of(AppProjectSpec project) {
    return new SyncWindows(project.syncWindows());
  }

  public boolean isEmpty() {
    return windows.isEmpty();
  }

  /// Those that concern an Application: by its name, or by the cluster or the namespace of its
  /// destination as it is written there; with `andOperator` by all that the window names.
  public SyncWindows of(Application app) {
    return which(window -> concerns(window, app));
  }

  /// Those that are open. One that cannot be read is not.
  public SyncWindows active(Instant now) {
    return which(window -> problem(window).isEmpty() && isOpen(window, now));
  }

  /// Those that would allow a sync at another time.
  public SyncWindows inactiveAllows(Instant now) {
    return which(
        window -> window.kind().equals(ALLOW) && problem(window).isEmpty() && !isOpen(window, now));
  }

  /// Whether an Application that all these windows concern may be synced.
  ///
  /// @param isManual somebody asked for it
  /// @param startedAt since when the sync runs; null for one that is to start
  public SyncPermission permission(boolean isManual, @Nullable Instant startedAt, Instant now) {
    for (SyncWindow window : windows) {
      Optional<String> problem = problem(window);
      if (problem.isPresent()) {
        return new SyncPermission.Unclear(problem.get());
      }
    }
    return isPermitted(isManual, startedAt, now)
        ? new SyncPermission.Granted()
        : new SyncPermission.Blocked();
  }

  /// Whether a sync may start.
  public boolean canSync(boolean isManual, Instant now) {
    return permission(isManual, null, now).isGranted();
  }

  private boolean isPermitted(boolean isManual, @Nullable Instant startedAt, Instant now) {
    SyncWindows active = active(now);
    SyncWindows denying = active.which(window -> window.kind().equals(DENY));
    if (!denying.isEmpty()) {
      return denying.letPass(isManual) || denying.letFinish(startedAt, isManual, this);
    }
    SyncWindows allowing = which(window -> window.kind().equals(ALLOW));
    return allowing.isEmpty()
        || active.windows.stream().anyMatch(allowing.windows::contains)
        || allowing.letPass(isManual)
        || allowing.letFinish(startedAt, isManual, this);
  }

  private boolean letPass(boolean isManual) {
    return isManual && windows.stream().allMatch(SyncWindow::manualSync);
  }

  /// What runs since before may end, if it was permitted to begin.
  private boolean letFinish(@Nullable Instant startedAt, boolean isManual, SyncWindows all) {
    return startedAt != null
        && windows.stream().allMatch(SyncWindow::syncOverrun)
        && all.isPermitted(isManual, null, startedAt);
  }

  private SyncWindows which(Predicate<SyncWindow> condition) {
    return new SyncWindows(windows.stream().filter(condition).toList());
  }

  private static boolean concerns(SyncWindow window, Application app) {
    ApplicationDestination to = app.spec().destination();
    boolean byName = anyMatches(window.applications(), app.metadata().name());
    boolean byNamespace = anyMatches(window.namespaces(), to.namespace());
    boolean byCluster =
        !to.name().isEmpty() && anyMatches(window.clusters(), to.name())
            || !to.server().isEmpty() && anyMatches(window.clusters(), to.server());
    boolean namesNothing =
        window.applications().isEmpty()
            && window.namespaces().isEmpty()
            && window.clusters().isEmpty();
    if (!window.andOperator() || namesNothing) {
      return byName || byNamespace || byCluster;
    }
    return (byName || window.applications().isEmpty())
        && (byNamespace || window.namespaces().isEmpty())
        && (byCluster || window.clusters().isEmpty());
  }

  private static boolean anyMatches(List<String> globs, String text) {
    return globs.stream().anyMatch(glob -> Glob.matches(glob, text, (char) 0));
  }

  private static boolean isOpen(SyncWindow window, Instant now) {
    Duration duration = GoDuration.parse(window.duration()).orElse(Duration.ZERO);
    if (duration.isNegative() || duration.isZero()) {
      return false;
    }
    LocalDateTime onTheWall = LocalDateTime.ofInstant(now, zone(window));
    return Cron.parse(window.schedule()).firesBetween(onTheWall.minus(duration), onTheWall);
  }

  /// A zone that nobody knows is UTC, as in Argo CD.
  private static ZoneId zone(SyncWindow window) {
    return isZone(window.timeZone()) ? ZoneId.of(window.timeZone()) : ZoneOffset.UTC;
  }

  /// Whether it is the name of a time zone, such as `Europe/Amsterdam`.
  public static boolean isZone(String name) {
    try {
      return !name.isEmpty() && !ZoneId.of(name).getId().isEmpty();
    } catch (DateTimeException e) {
      return false;
    }
  }

  /// Why a window cannot be, in the words of Argo CD; empty when it can.
  public static Optional<String> problem(SyncWindow window) {
    if (!window.kind().equals(ALLOW) && !window.kind().equals(DENY)) {
      return Optional.of("kind '%s' mismatch: can only be allow or deny".formatted(window.kind()));
    }
    try {
      Cron.parse(window.schedule());
    } catch (IllegalArgumentException e) {
      return Optional.of(
          "cannot parse schedule '%s': %s".formatted(window.schedule(), e.getMessage()));
    }
    if (GoDuration.parse(window.duration()).isEmpty()) {
      return Optional.of(
          "cannot parse duration '%s': time: invalid duration \"%s\""
              .formatted(window.duration(), window.duration()));
    }
    return window.description().length() > LONGEST_DESCRIPTION
        ? Optional.of("description must not exceed " + LONGEST_DESCRIPTION + " characters")
        : Optional.empty();
  }
}
