package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// A plugin as the ConfigMap once defined it.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ConfigManagementPlugin(
    @Always String name,
    @Nullable Command init,
    Command generate,
    boolean lockRepo,
    Unknown unknown)
    implements ConfigManagementPluginBuilder.With {

  public ConfigManagementPlugin {
    name = Zero.text(name);
    generate = Zero.of(generate, Command.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
