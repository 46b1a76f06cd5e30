package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// A role of a project: its policies, groups and tokens.
///
/// @param policies Casbin lines
/// @param groups groups of the identity provider
/// @param unknown members that this record does not know
@RecordBuilder
public record ProjectRole(
    @Always String name,
    String description,
    List<String> policies,
    List<JWTToken> jwtTokens,
    List<String> groups,
    Unknown unknown)
    implements ProjectRoleBuilder.With {

  public ProjectRole {
    name = Zero.text(name);
    description = Zero.text(description);
    policies = Zero.list(policies);
    jwtTokens = Zero.list(jwtTokens);
    groups = Zero.list(groups);
    unknown = Zero.unknown(unknown);
  }
}
