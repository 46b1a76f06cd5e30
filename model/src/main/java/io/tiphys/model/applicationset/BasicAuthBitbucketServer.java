package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// A user name and password for Bitbucket.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record BasicAuthBitbucketServer(
    @Always String username, @Always @Nullable SecretRef passwordRef, Unknown unknown)
    implements BasicAuthBitbucketServerBuilder.With {

  public BasicAuthBitbucketServer {
    username = Zero.text(username);
    unknown = Zero.unknown(unknown);
  }
}
