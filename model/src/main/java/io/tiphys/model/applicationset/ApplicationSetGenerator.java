package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.LabelSelector;
import org.jspecify.annotations.Nullable;

/// One generator of an ApplicationSet: exactly one of its members but `selector` is set.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetGenerator(
    @Nullable ListGenerator list,
    @Nullable ClusterGenerator clusters,
    @Nullable GitGenerator git,
    @Nullable SCMProviderGenerator scmProvider,
    @Nullable DuckTypeGenerator clusterDecisionResource,
    @Nullable PullRequestGenerator pullRequest,
    @Nullable MatrixGenerator matrix,
    @Nullable MergeGenerator merge,
    @Nullable LabelSelector selector,
    @Nullable PluginGenerator plugin,
    Unknown unknown)
    implements ApplicationSetGeneratorBuilder.With {

  public ApplicationSetGenerator {
    unknown = Zero.unknown(unknown);
  }
}
