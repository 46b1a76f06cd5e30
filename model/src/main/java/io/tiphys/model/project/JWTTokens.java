package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// The tokens issued for a role.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record JWTTokens(List<JWTToken> items, Unknown unknown) implements JWTTokensBuilder.With {

  public JWTTokens {
    items = Zero.list(items);
    unknown = Zero.unknown(unknown);
  }
}
