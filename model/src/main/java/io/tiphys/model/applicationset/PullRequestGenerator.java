package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives the open pull requests of a repository: exactly one host is set.
///
/// @param requeueAfterSeconds seconds until the generator is asked again; null for the default
/// @param values parameters that are added to each result; they may hold parameters themselves
/// @param continueOnRepoNotFoundError whether a repository that is not there gives no results
///   instead of an error
/// @param unknown members that this record does not know
@RecordBuilder
public record PullRequestGenerator(
    @Nullable PullRequestGeneratorGithub github,
    @Nullable PullRequestGeneratorGitLab gitlab,
    @Nullable PullRequestGeneratorGitea gitea,
    @Nullable PullRequestGeneratorBitbucketServer bitbucketServer,
    List<PullRequestGeneratorFilter> filters,
    @Nullable Long requeueAfterSeconds,
    ApplicationSetTemplate template,
    @Nullable PullRequestGeneratorBitbucket bitbucket,
    @Nullable PullRequestGeneratorAzureDevOps azuredevops,
    Map<String, String> values,
    boolean continueOnRepoNotFoundError,
    Unknown unknown)
    implements PullRequestGeneratorBuilder.With {

  public PullRequestGenerator {
    filters = Zero.list(filters);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    values = Zero.map(values);
    unknown = Zero.unknown(unknown);
  }
}
