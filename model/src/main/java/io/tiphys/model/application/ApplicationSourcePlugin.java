package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Which plugin renders the source, and with what.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSourcePlugin(
    String name,
    List<EnvEntry> env,
    List<ApplicationSourcePluginParameter> parameters,
    Unknown unknown)
    implements ApplicationSourcePluginBuilder.With {

  public ApplicationSourcePlugin {
    name = Zero.text(name);
    env = Zero.list(env);
    parameters = Zero.list(parameters);
    unknown = Zero.unknown(unknown);
  }
}
