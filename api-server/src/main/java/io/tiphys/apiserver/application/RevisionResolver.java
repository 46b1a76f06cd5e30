package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.RequestedRevisions.Revisions;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.repository.Repository;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.reposerver.ResolveRevisionRequest;
import io.tiphys.proto.reposerver.ResolveRevisionResponse;
import io.tiphys.settings.Settings;
import java.util.ArrayList;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Finds the commits that a sync is asked for, as the remote has them now, so that a revision that
/// is not there is refused before anything begins. What is no commit of Git (charts, registries) is
/// left to the controller.
final class RevisionResolver {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{40}");

  private final RepoServerClient repoServer;
  private final Supplier<Settings> settings;

  RevisionResolver(RepoServerClient repoServer, Supplier<Settings> settings) {
    this.repoServer = repoServer;
    this.settings = settings;
  }

  /// @throws Refusal FAILED_PRECONDITION when there is no such revision, or nobody can say
  ResolvedRevisions resolve(Application app, Revisions wanted) {
    var sources = SpecCheck.sources(app);
    if (app.spec().sources().isEmpty()) {
      if (sources.isEmpty()) {
        return ResolvedRevisions.none(wanted);
      }
      var found = resolve(app, sources.getFirst(), wanted.revision());
      return ResolvedRevisions.one(found.getRevision(), found.getAmbiguousRevision());
    }
    var commits = new ArrayList<String>();
    var shown = new ArrayList<String>();
    for (int i = 0; i < sources.size(); i++) {
      var found = resolve(app, sources.get(i), wanted.revisions().get(i));
      commits.add(found.getRevision());
      shown.add(found.getAmbiguousRevision());
    }
    return new ResolvedRevisions("", commits, String.join(",", shown));
  }

  private ResolveRevisionResponse resolve(Application app, ApplicationSource source, String name) {
    boolean isGit = source.chart().isEmpty() && !source.repoURL().startsWith("oci://");
    if (!isGit || COMMIT.matcher(name).matches()) {
      return ResolveRevisionResponse.newBuilder()
          .setRevision(name)
          .setAmbiguousRevision(name)
          .build();
    }
    Repository repository =
        settings.get().repositories().find(source.repoURL(), SpecCheck.projectOf(app));
    var request =
        ResolveRevisionRequest.newBuilder().setAmbiguousRevision(name).setNoRevisionCache(true);
    GoJson.merge(ModelJson.toTree(repository), request.getRepoBuilder());
    try {
      return Manifests.asked(
          "error resolving repo revision",
          () -> repoServer.call().resolveRevision(request.build()));
    } catch (Refusal e) {
      throw Refusal.precondition(e.text());
    }
  }
}
