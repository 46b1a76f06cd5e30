package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pull requests at Azure DevOps.
///
/// @param api the URL of the API; empty for the public one
/// @param tokenRef where the access token is; null for anonymous access
/// @param unknown members that this record does not know
@RecordBuilder
public record PullRequestGeneratorAzureDevOps(
    @Always String organization,
    @Always String project,
    @Always String repo,
    String api,
    @Nullable SecretRef tokenRef,
    List<String> labels,
    Unknown unknown)
    implements PullRequestGeneratorAzureDevOpsBuilder.With {

  public PullRequestGeneratorAzureDevOps {
    organization = Zero.text(organization);
    project = Zero.text(project);
    repo = Zero.text(repo);
    api = Zero.text(api);
    labels = Zero.list(labels);
    unknown = Zero.unknown(unknown);
  }
}
