package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.LabelSelector;
import org.jspecify.annotations.Nullable;

/// A generator that holds no other.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetTerminalGenerator(
    @Nullable ListGenerator list,
    @Nullable ClusterGenerator clusters,
    @Nullable GitGenerator git,
    @Nullable SCMProviderGenerator scmProvider,
    @Nullable DuckTypeGenerator clusterDecisionResource,
    @Nullable PullRequestGenerator pullRequest,
    @Nullable PluginGenerator plugin,
    @Nullable LabelSelector selector,
    Unknown unknown)
    implements ApplicationSetTerminalGeneratorBuilder.With {

  public ApplicationSetTerminalGenerator {
    unknown = Zero.unknown(unknown);
  }
}
