package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A public GnuPG key that may sign commits.
///
/// @param keyData ASCII armoured; empty in lists
/// @param unknown members that this record does not know
@RecordBuilder
public record GnuPGPublicKey(
    @Always String keyID,
    String fingerprint,
    String owner,
    String trust,
    String subType,
    String keyData,
    Unknown unknown)
    implements GnuPGPublicKeyBuilder.With {

  public GnuPGPublicKey {
    keyID = Zero.text(keyID);
    fingerprint = Zero.text(fingerprint);
    owner = Zero.text(owner);
    trust = Zero.text(trust);
    subType = Zero.text(subType);
    keyData = Zero.text(keyData);
    unknown = Zero.unknown(unknown);
  }
}
