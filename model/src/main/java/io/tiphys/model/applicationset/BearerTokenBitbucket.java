package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// A bearer token for Bitbucket Server.
///
/// @param tokenRef where the access token is; null for anonymous access
/// @param unknown members that this record does not know
@RecordBuilder
public record BearerTokenBitbucket(@Always @Nullable SecretRef tokenRef, Unknown unknown)
    implements BearerTokenBitbucketBuilder.With {

  public BearerTokenBitbucket {
    unknown = Zero.unknown(unknown);
  }
}
