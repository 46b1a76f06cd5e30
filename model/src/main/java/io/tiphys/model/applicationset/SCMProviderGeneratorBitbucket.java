package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Repositories of a workspace at Bitbucket Cloud.
///
/// @param allBranches whether each branch counts, not only the default one
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGeneratorBitbucket(
    @Always String owner,
    @Always String user,
    @Always @Nullable SecretRef appPasswordRef,
    boolean allBranches,
    Unknown unknown)
    implements SCMProviderGeneratorBitbucketBuilder.With {

  public SCMProviderGeneratorBitbucket {
    owner = Zero.text(owner);
    user = Zero.text(user);
    unknown = Zero.unknown(unknown);
  }
}
