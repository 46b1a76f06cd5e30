package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives the repositories of an organisation at a source code host: exactly one host is set.
///
/// @param cloneProtocol `https` or `ssh`
/// @param requeueAfterSeconds seconds until the generator is asked again; null for the default
/// @param values parameters that are added to each result; they may hold parameters themselves
/// @param unknown members that this record does not know
@RecordBuilder
public record SCMProviderGenerator(
    @Nullable SCMProviderGeneratorGithub github,
    @Nullable SCMProviderGeneratorGitlab gitlab,
    @Nullable SCMProviderGeneratorBitbucket bitbucket,
    @Nullable SCMProviderGeneratorBitbucketServer bitbucketServer,
    @Nullable SCMProviderGeneratorGitea gitea,
    @Nullable SCMProviderGeneratorAzureDevOps azureDevOps,
    List<SCMProviderGeneratorFilter> filters,
    String cloneProtocol,
    @Nullable Long requeueAfterSeconds,
    ApplicationSetTemplate template,
    Map<String, String> values,
    @Nullable SCMProviderGeneratorAWSCodeCommit awsCodeCommit,
    Unknown unknown)
    implements SCMProviderGeneratorBuilder.With {

  public SCMProviderGenerator {
    filters = Zero.list(filters);
    cloneProtocol = Zero.text(cloneProtocol);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    values = Zero.map(values);
    unknown = Zero.unknown(unknown);
  }
}
