package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ObjectMeta;
import org.jspecify.annotations.Nullable;

/// An Application: manifests from sources, kept in sync with a destination.
///
/// @param spec what it should be
/// @param status what was observed
/// @param operation what is to be done next; null when nothing is asked for, or when it has begun
/// @param unknown members that this record does not know
@RecordBuilder
public record Application(
    String apiVersion,
    String kind,
    ObjectMeta metadata,
    ApplicationSpec spec,
    ApplicationStatus status,
    @Nullable Operation operation,
    Unknown unknown)
    implements ApplicationBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final Application EMPTY = ApplicationBuilder.builder().build();

  public Application {
    apiVersion = Zero.text(apiVersion);
    kind = Zero.text(kind);
    metadata = Zero.of(metadata, ObjectMeta.EMPTY);
    spec = Zero.of(spec, ApplicationSpec.EMPTY);
    status = Zero.of(status, ApplicationStatus.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
