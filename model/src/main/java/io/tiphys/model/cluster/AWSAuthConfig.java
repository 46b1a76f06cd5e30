package io.tiphys.model.cluster;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// How to get a token for an AWS cluster.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record AWSAuthConfig(String clusterName, String roleARN, String profile, Unknown unknown)
    implements AWSAuthConfigBuilder.With {

  public AWSAuthConfig {
    clusterName = Zero.text(clusterName);
    roleARN = Zero.text(roleARN);
    profile = Zero.text(profile);
    unknown = Zero.unknown(unknown);
  }
}
