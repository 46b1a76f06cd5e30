package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether objects that no Application tracks are shown, and which are not.
///
/// @param warn whether a condition tells of them; null means yes
/// @param unknown members that this record does not know
@RecordBuilder
public record OrphanedResourcesMonitorSettings(
    @Nullable Boolean warn, List<OrphanedResourceKey> ignore, Unknown unknown)
    implements OrphanedResourcesMonitorSettingsBuilder.With {

  public OrphanedResourcesMonitorSettings {
    ignore = Zero.list(ignore);
    unknown = Zero.unknown(unknown);
  }
}
