package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Names one key of a ConfigMap in the namespace of the ApplicationSet.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ConfigMapKeyRef(@Always String configMapName, @Always String key, Unknown unknown)
    implements ConfigMapKeyRefBuilder.With {

  public ConfigMapKeyRef {
    configMapName = Zero.text(configMapName);
    key = Zero.text(key);
    unknown = Zero.unknown(unknown);
  }
}
