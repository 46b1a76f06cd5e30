package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A token issued for a role.
///
/// @param iat seconds since 1970
/// @param exp seconds since 1970; 0 for never
/// @param unknown members that this record does not know
@RecordBuilder
public record JWTToken(@Always long iat, long exp, String id, Unknown unknown)
    implements JWTTokenBuilder.With {

  public JWTToken {
    id = Zero.text(id);
    unknown = Zero.unknown(unknown);
  }
}
