package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Names one key of a Secret in the namespace of the ApplicationSet.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SecretRef(@Always String secretName, @Always String key, Unknown unknown)
    implements SecretRefBuilder.With {

  public SecretRef {
    secretName = Zero.text(secretName);
    key = Zero.text(key);
    unknown = Zero.unknown(unknown);
  }
}
