package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A GnuPG key that may sign commits.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SignatureKey(@Always String keyID, Unknown unknown)
    implements SignatureKeyBuilder.With {

  public SignatureKey {
    keyID = Zero.text(keyID);
    unknown = Zero.unknown(unknown);
  }
}
