package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.Map;

/// What was issued for a project: the tokens of its roles.
///
/// @param jwtTokensByRole issued tokens by role
/// @param unknown members that this record does not know
@RecordBuilder
public record AppProjectStatus(Map<String, JWTTokens> jwtTokensByRole, Unknown unknown)
    implements AppProjectStatusBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final AppProjectStatus EMPTY = AppProjectStatusBuilder.builder().build();

  public AppProjectStatus {
    jwtTokensByRole = Zero.map(jwtTokensByRole);
    unknown = Zero.unknown(unknown);
  }
}
