package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A parameter of a plugin; exactly one of string, map and array is set.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSourcePluginParameter(
    @Always String name,
    @Nullable String string,
    @Nullable Map<String, String> map,
    @Nullable List<String> array,
    Unknown unknown)
    implements ApplicationSourcePluginParameterBuilder.With {

  public ApplicationSourcePluginParameter {
    name = Zero.text(name);
    map = Zero.mapOrNull(map);
    array = Zero.listOrNull(array);
    unknown = Zero.unknown(unknown);
  }
}
