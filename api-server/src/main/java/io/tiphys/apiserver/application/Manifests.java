package io.tiphys.apiserver.application;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.destination.Destination;
import io.tiphys.apiserver.destination.Destinations;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.engine.diff.SecretMask;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.exchange.repo.Freshness;
import io.tiphys.exchange.repo.ManifestQuery;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.repository.Repository;
import io.tiphys.proto.application.ApplicationManifestQuery;
import io.tiphys.proto.application.RevisionMetadataQuery;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.proto.reposerver.RepoServerRevisionChartDetailsRequest;
import io.tiphys.proto.reposerver.RepoServerRevisionMetadataRequest;
import io.tiphys.proto.v1alpha1.ChartDetails;
import io.tiphys.proto.v1alpha1.OCIMetadata;
import io.tiphys.proto.v1alpha1.RevisionMetadata;
import io.tiphys.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// What Git asks for: the manifests of an Application, and what is known of a revision.
final class Manifests {

  private final ApplicationAccess access;
  private final RepoServerClient repoServer;
  private final Destinations destinations;
  private final Supplier<Settings> settings;

  Manifests(
      ApplicationAccess access,
      RepoServerClient repoServer,
      Destinations destinations,
      Supplier<Settings> settings) {
    this.access = access;
    this.repoServer = repoServer;
    this.destinations = destinations;
    this.settings = settings;
  }

  ManifestResponse manifests(ApplicationManifestQuery query, Call call) {
    var found =
        access.find(
            call, "get", new Wanted(query.getName(), query.getAppNamespace(), query.getProject()));
    var app = found.app();
    if (app.metadata().deletionTimestamp() != null) {
      throw Refusal.precondition("application is deleting");
    }
    var question =
        question(
            found,
            app,
            revisions(query, app),
            query.getNoCache() ? Freshness.HARD : Freshness.LATEST);
    var response = ManifestResponse.newBuilder();
    for (int i = 0; i < question.sources().size(); i++) {
      if (isRendered(question.sources().get(i))) {
        int source = i;
        var one = asked("error generating manifests", () -> repoServer.manifests(question, source));
        response.addAllManifests(one.getManifestsList());
        response.setRevision(one.getRevision()).setSourceType(one.getSourceType());
        response.setNamespace(one.getNamespace()).setServer(one.getServer());
      }
    }
    return masked(response).build();
  }

  static boolean isRendered(ApplicationSource source) {
    return !source.path().isEmpty() || !source.chart().isEmpty();
  }

  private static List<String> revisions(ApplicationManifestQuery query, Application app) {
    if (app.spec().sources().isEmpty()) {
      return List.of(query.getRevision());
    }
    if (query.getRevisionsCount() != query.getSourcePositionsCount()) {
      throw Refusal.invalid("revisions and sourcePositions must be of the same length");
    }
    var revisions = new ArrayList<String>();
    app.spec().sources().forEach(source -> revisions.add(""));
    for (int i = 0; i < query.getRevisionsCount(); i++) {
      int place = RequestedRevisions.place(query.getSourcePositions(i), revisions.size());
      revisions.set(place, query.getRevisions(i));
    }
    return revisions;
  }

  /// What the repo server is asked for an Application, with the destination's version and kinds.
  ManifestQuery question(
      StoredApp found, Application app, List<String> revisions, Freshness freshness) {
    try (Destination cluster = destinations.open(app.spec().destination())) {
      var resources = cluster.resources();
      return new ManifestQuery(
          AppInstance.of(
                  found.name().namespace(), found.name().name(), access.controlPlaneNamespace())
              .name(),
          found.facts().project(),
          app.spec().destination().namespace(),
          SpecCheck.sources(app),
          revisions,
          freshness,
          Duration.ZERO,
          resources.serverVersion(),
          resources.apiVersions());
    }
  }

  /// Nobody sees what a Secret holds.
  ManifestResponse.Builder masked(ManifestResponse.Builder response) {
    var mask = new SecretMask(Set.copyOf(settings.get().argocd().sensitiveMaskAnnotations()));
    for (int i = 0; i < response.getManifestsCount(); i++) {
      var manifest = Manifest.parse(response.getManifests(i).getBytes(StandardCharsets.UTF_8));
      var hidden = mask.mask(List.of(manifest)).getFirst();
      if (hidden != manifest) {
        response.setManifests(i, new String(hidden.toJson(), StandardCharsets.UTF_8));
      }
    }
    return response;
  }

  RevisionMetadata metadata(RevisionMetadataQuery query, Call call) {
    var source = source(query, call);
    var request = RepoServerRevisionMetadataRequest.newBuilder().setRevision(query.getRevision());
    GoJson.merge(ModelJson.toTree(source.repository()), request.getRepoBuilder());
    return asked(() -> repoServer.call().getRevisionMetadata(request.build()));
  }

  ChartDetails chartDetails(RevisionMetadataQuery query, Call call) {
    var source = source(query, call);
    if (source.source().chart().isEmpty()) {
      throw Refusal.invalid("no chart found for application: " + query.getName());
    }
    return asked(() -> repoServer.call().getRevisionChartDetails(chartRequest(source, query)));
  }

  OCIMetadata ociMetadata(RevisionMetadataQuery query, Call call) {
    return asked(() -> repoServer.call().getOCIMetadata(chartRequest(source(query, call), query)));
  }

  private static RepoServerRevisionChartDetailsRequest chartRequest(
      SourceOfApp source, RevisionMetadataQuery query) {
    var request =
        RepoServerRevisionChartDetailsRequest.newBuilder()
            .setName(source.source().chart())
            .setRevision(query.getRevision());
    GoJson.merge(ModelJson.toTree(source.repository()), request.getRepoBuilder());
    return request.build();
  }

  private record SourceOfApp(ApplicationSource source, Repository repository) {}

  /// The source that a revision is of: today's, or that of an earlier deployment.
  private SourceOfApp source(RevisionMetadataQuery query, Call call) {
    var found =
        access.find(
            call, "get", new Wanted(query.getName(), query.getAppNamespace(), query.getProject()));
    var app = found.app();
    List<ApplicationSource> sources = SpecCheck.sources(app);
    if (query.hasVersionId()) { // the first is 0
      sources =
          app.status().history().stream()
              .filter(it -> it.id() == query.getVersionId())
              .findFirst()
              .map(it -> it.sources().isEmpty() ? List.of(it.source()) : it.sources())
              .orElseThrow(() ->
                  noSource(
                      "error getting source by version ID: revision history not found for version"
                          + " ID "
                          + query.getVersionId()));
    }
    int index = query.getSourceIndex();
    if (index < 0 || index >= sources.size()) {
      throw noSource(
          "source index %d not found because there %s"
              .formatted(
                  index,
                  sources.size() == 1
                      ? "is only 1 source"
                      : "are only %d sources".formatted(sources.size())));
    }
    var source = sources.get(index);
    return new SourceOfApp(
        source, settings.get().repositories().find(source.repoURL(), found.facts().project()));
  }

  private static Refusal noSource(String why) {
    return Refusal.invalid("error getting app source by source index and version ID: " + why);
  }

  RepoServerClient repoServer() {
    return repoServer;
  }

  interface Question<T> {
    T ask();
  }

  /// What the repo server refuses is refused with its code and words.
  static <T> T asked(Question<T> question) {
    try {
      return question.ask();
    } catch (StatusRuntimeException e) {
      Status status = e.getStatus();
      throw new Refusal(
          status.getCode(), status.getDescription() == null ? "" : status.getDescription());
    }
  }

  /// The same with words before it.
  static <T> T asked(String doing, Question<T> question) {
    try {
      return asked(question);
    } catch (Refusal e) {
      throw e.during(doing);
    }
  }
}
