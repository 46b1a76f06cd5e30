package io.tiphys.controller.status;

import io.tiphys.engine.sync.ResultCode;
import io.tiphys.kube.access.Answer;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationCondition;
import io.tiphys.model.application.ApplicationStatus;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is left of a status that is too large for an API server, whose store takes 1.5 MiB: of some
/// objects what is wrong with them, of the others nothing. A sync that is taken up from it applies
/// anew what it does not name, and runs no hook twice.
public final class SmallStatus {

  private static final int MOST = 1000;

  private SmallStatus() {}

  /// Whether an answer to a patch says that what comes of it is too large.
  public static boolean isNeeded(Answer.Refused refused) {
    return refused.code() == 413
        || refused.message().contains("request is too large")
        || refused.message().contains("larger than max");
  }

  /// How many entries a status has: what grows with an Application.
  public static int size(Application app) {
    OperationState state = app.status().operationState();
    SyncOperationResult result = state == null ? null : state.syncResult();
    return app.status().resources().size() + (result == null ? 0 : result.resources().size());
  }

  /// @param before as it stands there
  /// @param wanted what is too large
  public static Application of(Application before, Application wanted, Instant now) {
    ApplicationStatus status = wanted.status();
    var known = new ArrayList<>(status.conditions());
    before.status().conditions().stream().filter(SmallStatus::isOwn).forEach(known::add);
    var finding =
        new Conditions.Finding(
            Conditions.STATUS_TOO_LARGE,
            "Application has %d resources, too many for its status: only those that are not Synced are in it, at most %d; let several Applications have them"
                .formatted(status.resources().size(), MOST));
    return wanted.withStatus(
        status
            .withResources(
                status.resources().stream()
                    .filter(one -> !one.status().equals("Synced"))
                    .limit(MOST)
                    .toList())
            .withOperationState(small(status.operationState()))
            .withConditions(
                Conditions.update(
                    known, Set.of(Conditions.STATUS_TOO_LARGE), List.of(finding), now)));
  }

  private static boolean isOwn(ApplicationCondition condition) {
    return condition.type().equals(Conditions.STATUS_TOO_LARGE);
  }

  private static @Nullable OperationState small(@Nullable OperationState state) {
    SyncOperationResult result = state == null ? null : state.syncResult();
    if (state == null || result == null) {
      return state;
    }
    return state.withSyncResult(
        result.withResources(
            result.resources().stream()
                .filter(one ->
                    !one.hookType().isEmpty() || one.status().equals(ResultCode.SYNC_FAILED.text()))
                .limit(MOST)
                .toList()));
  }
}
