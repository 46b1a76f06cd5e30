package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far a rolling sync is with one Application.
///
/// @param lastTransitionTime when it last changed
/// @param status `Waiting`, `Pending`, `Progressing` or `Healthy`
/// @param step the step of the rolling sync, from 1; `-1` for none
/// @param targetRevisions the revisions that the Application goes to
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetApplicationStatus(
    @Always String application,
    @Nullable Instant lastTransitionTime,
    @Always String message,
    @Always String status,
    @Always String step,
    @Always List<String> targetRevisions,
    Unknown unknown)
    implements ApplicationSetApplicationStatusBuilder.With {

  public ApplicationSetApplicationStatus {
    application = Zero.text(application);
    message = Zero.text(message);
    status = Zero.text(status);
    step = Zero.text(step);
    targetRevisions = Zero.list(targetRevisions);
    unknown = Zero.unknown(unknown);
  }
}
