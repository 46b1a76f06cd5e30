package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a plugin is given.
///
/// @param parameters any JSON, given to the plugin as it is
/// @param unknown members that this record does not know
@RecordBuilder
public record PluginInput(Map<String, @Nullable Object> parameters, Unknown unknown)
    implements PluginInputBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final PluginInput EMPTY = PluginInputBuilder.builder().build();

  public PluginInput {
    parameters = Zero.map(parameters);
    unknown = Zero.unknown(unknown);
  }
}
