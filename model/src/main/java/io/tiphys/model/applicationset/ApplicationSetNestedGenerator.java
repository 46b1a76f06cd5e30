package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.LabelSelector;
import org.jspecify.annotations.Nullable;

/// A generator inside a matrix or merge generator. A further matrix or merge stands as JSON, to end
/// the nesting.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetNestedGenerator(
    @Nullable ListGenerator list,
    @Nullable ClusterGenerator clusters,
    @Nullable GitGenerator git,
    @Nullable SCMProviderGenerator scmProvider,
    @Nullable DuckTypeGenerator clusterDecisionResource,
    @Nullable PullRequestGenerator pullRequest,
    @Nullable Object matrix,
    @Nullable Object merge,
    @Nullable LabelSelector selector,
    @Nullable PluginGenerator plugin,
    Unknown unknown)
    implements ApplicationSetNestedGeneratorBuilder.With {

  public ApplicationSetNestedGenerator {
    unknown = Zero.unknown(unknown);
  }
}
