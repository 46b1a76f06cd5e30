package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// A time in which syncs are allowed or denied.
///
/// @param kind `allow` or `deny`
/// @param schedule a cron expression for its beginning
/// @param duration a Go duration
/// @param manualSync whether syncs by request go through nevertheless
/// @param timeZone IANA name; empty means UTC
/// @param andOperator whether applications, namespaces and clusters must all match
/// @param syncOverrun whether a sync that began inside may end outside
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncWindow(
    String kind,
    String schedule,
    String duration,
    List<String> applications,
    List<String> namespaces,
    List<String> clusters,
    boolean manualSync,
    String timeZone,
    boolean andOperator,
    String description,
    boolean syncOverrun,
    Unknown unknown)
    implements SyncWindowBuilder.With {

  public SyncWindow {
    kind = Zero.text(kind);
    schedule = Zero.text(schedule);
    duration = Zero.text(duration);
    applications = Zero.list(applications);
    namespaces = Zero.list(namespaces);
    clusters = Zero.list(clusters);
    timeZone = Zero.text(timeZone);
    description = Zero.text(description);
    unknown = Zero.unknown(unknown);
  }
}
