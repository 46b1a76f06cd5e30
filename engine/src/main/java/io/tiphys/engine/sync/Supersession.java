package io.tiphys.engine.sync;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.model.application.SyncPolicyAutomated;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether a sync that cannot finish gives way to what is wanted now: one that automation began and
/// that waits for something which does not come, or for its next attempt. It is asked between the
/// steps of a sync only, so that none is cut off in the middle of a wave.
public final class Supersession {

  private static final String WORDS = "superseded by ";

  private Supersession() {}

  /// What becomes of the sync.
  public sealed interface Verdict {
    /// It goes on.
    record Stays() implements Verdict {}

    /// It goes on, and gives way then if nothing new is seen until then.
    record Later(Instant at) implements Verdict {}

    /// @param message with which the operation is terminated
    record GivesWay(String message) implements Verdict {}
  }

  /// @param app with its policy
  /// @param state of the operation that runs
  /// @param stall what it waits for; empty when it does not wait
  /// @param wanted the revisions that the sources have now
  /// @param patience how long a sync may wait without anything new; zero for ever
  public static Verdict of(
      Application app,
      OperationState state,
      Optional<Stall> stall,
      List<String> wanted,
      Duration patience,
      Instant now) {
    SyncOperationResult result = state.syncResult();
    Optional<Duration> allowed = patience(app, patience);
    if (allowed.isEmpty()
        || result == null
        || !isAutomated(app)
        || !state.operation().initiatedBy().automated()
        || !state.phase().equals(OperationPhase.RUNNING.text())
        || wanted.isEmpty()
        || wanted.equals(revisions(result))) {
      return new Verdict.Stays();
    }
    String newer = WORDS + String.join(", ", wanted);
    if (Retry.dueAt(state).isPresent()) {
      return new Verdict.GivesWay(newer + ", while it waited for another attempt");
    }
    return stall
        .flatMap(one ->
            one.hangsAt(allowed.get())
                .<Verdict>map(at ->
                    at.isAfter(now)
                        ? new Verdict.Later(at)
                        : new Verdict.GivesWay(newer + ", while it was " + one.message())))
        .orElseGet(Verdict.Stays::new);
  }

  /// The end's message of an operation that was terminated.
  ///
  /// @param before its message until then
  public static String ending(String end, String before) {
    return before.startsWith(WORDS) ? end + ", " + before : end;
  }

  private static List<String> revisions(SyncOperationResult result) {
    return result.revisions().isEmpty() ? List.of(result.revision()) : result.revisions();
  }

  private static boolean isAutomated(Application app) {
    SyncPolicy policy = app.spec().syncPolicy();
    SyncPolicyAutomated automated = policy == null ? null : policy.automated();
    return automated != null && !Boolean.FALSE.equals(automated.enabled());
  }

  private static Optional<Duration> patience(Application app, Duration installation) {
    String own = app.metadata().annotations().getOrDefault(Stall.ANNOTATION, "");
    if (own.equals("never")) {
      return Optional.empty();
    }
    return Stall.duration(own).or(() -> Optional.of(installation).filter(Duration::isPositive));
  }
}
