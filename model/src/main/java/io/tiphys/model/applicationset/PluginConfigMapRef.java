package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Names the ConfigMap that tells where a plugin listens.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record PluginConfigMapRef(@Always String name, Unknown unknown)
    implements PluginConfigMapRefBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final PluginConfigMapRef EMPTY = PluginConfigMapRefBuilder.builder().build();

  public PluginConfigMapRef {
    name = Zero.text(name);
    unknown = Zero.unknown(unknown);
  }
}
