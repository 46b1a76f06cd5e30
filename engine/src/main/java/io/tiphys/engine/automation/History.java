package io.tiphys.engine.automation;

import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.RevisionHistory;
import io.tiphys.model.application.RevisionHistoryBuilder;
import io.tiphys.model.application.SyncOperationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is remembered of the syncs that went well.
public final class History {

  private static final long DEFAULT_LIMIT = 10;

  private History() {}

  /// Adds a sync that went well; a dry run or a selective sync is not one.
  ///
  /// @param before the history until now, oldest first
  /// @param state of the operation
  /// @param result with what was synced
  /// @param now when it ended
  /// @param limit `spec.revisionHistoryLimit`; null for the default, 0 to remember nothing
  /// @return at most `limit` entries; ids count up and are not used again
  public static List<RevisionHistory> append(
      List<RevisionHistory> before,
      OperationState state,
      SyncOperationResult result,
      Instant now,
      @Nullable Long limit) {
    long next = before.isEmpty() ? 0 : before.getLast().id() + 1;
    var entry =
        RevisionHistoryBuilder.builder()
            .id(next)
            .deployedAt(now)
            .deployStartedAt(state.startedAt())
            .initiatedBy(state.operation().initiatedBy());
    if (result.sources().isEmpty()) {
      entry.revision(result.revision()).source(result.source());
    } else {
      entry.revisions(result.revisions()).sources(result.sources());
    }
    var all = new ArrayList<>(before);
    all.add(entry.build());
    long most = Math.max(0, limit == null ? DEFAULT_LIMIT : limit);
    return List.copyOf(all.subList((int) Math.max(0, all.size() - most), all.size()));
  }
}
