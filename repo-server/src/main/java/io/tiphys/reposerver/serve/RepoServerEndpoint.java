package io.tiphys.reposerver.serve;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import io.tiphys.proto.k8s.meta.v1.Time;
import io.tiphys.proto.reposerver.AppList;
import io.tiphys.proto.reposerver.HelmChartsRequest;
import io.tiphys.proto.reposerver.HelmChartsResponse;
import io.tiphys.proto.reposerver.ListAppsRequest;
import io.tiphys.proto.reposerver.ListRefsRequest;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestRequestWithFiles;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.proto.reposerver.Refs;
import io.tiphys.proto.reposerver.RepoAppDetailsResponse;
import io.tiphys.proto.reposerver.RepoServerAppDetailsQuery;
import io.tiphys.proto.reposerver.RepoServerRevisionChartDetailsRequest;
import io.tiphys.proto.reposerver.RepoServerRevisionMetadataRequest;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc;
import io.tiphys.proto.reposerver.ResolveRevisionRequest;
import io.tiphys.proto.reposerver.ResolveRevisionResponse;
import io.tiphys.proto.reposerver.TestRepositoryRequest;
import io.tiphys.proto.reposerver.TestRepositoryResponse;
import io.tiphys.proto.reposerver.UpdateRevisionForPathsRequest;
import io.tiphys.proto.reposerver.UpdateRevisionForPathsResponse;
import io.tiphys.proto.v1alpha1.ApplicationSource;
import io.tiphys.proto.v1alpha1.ChartDetails;
import io.tiphys.proto.v1alpha1.OCIMetadata;
import io.tiphys.proto.v1alpha1.RevisionMetadata;
import io.tiphys.reposerver.source.Recency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `repository.RepoServerService`. Calls block the thread they come on, which is to be a virtual
/// one.
final class RepoServerEndpoint extends RepoServerServiceGrpc.RepoServerServiceImplBase {

  private static final Logger log = LoggerFactory.getLogger(RepoServerEndpoint.class);

  private final Sources sources;
  private final SourceTypes types;
  private final ManifestGeneration manifests;
  private final PathChanges changes;
  private final UploadedManifests uploads;
  private final AppDetails details;
  private final ChartAnswers charts;

  RepoServerEndpoint(
      Sources sources,
      SourceTypes types,
      ManifestGeneration manifests,
      PathChanges changes,
      UploadedManifests uploads,
      AppDetails details,
      ChartAnswers charts) {
    this.sources = sources;
    this.types = types;
    this.manifests = manifests;
    this.changes = changes;
    this.uploads = uploads;
    this.details = details;
    this.charts = charts;
  }

  @Override
  public void generateManifest(ManifestRequest request, StreamObserver<ManifestResponse> response) {
    answer("GenerateManifest", response, () -> manifests.generate(request));
  }

  @Override
  public StreamObserver<ManifestRequestWithFiles> generateManifestWithFiles(
      StreamObserver<ManifestResponse> response) {
    return uploads.receive(response);
  }

  @Override
  public void resolveRevision(
      ResolveRevisionRequest request, StreamObserver<ResolveRevisionResponse> response) {
    answer(
        "ResolveRevision",
        response,
        () -> {
          String ambiguous = request.getAmbiguousRevision();
          if (!source(request).getChart().isEmpty()) {
            throw Statuses.unsupported("Helm chart repositories are not supported");
          }
          var remote = sources.remote(request.getRepo());
          String commit =
              sources
                  .resolve(remote, ambiguous, CallRecency.of(request.getNoRevisionCache()))
                  .commit();
          return ResolveRevisionResponse.newBuilder()
              .setRevision(commit)
              .setAmbiguousRevision("%s (%s)".formatted(ambiguous, commit))
              .build();
        });
  }

  /// The source that is meant: one of several by its index, else the only one.
  private static ApplicationSource source(ResolveRevisionRequest request) {
    var spec = request.getApp().getSpec();
    long index = request.getSourceIndex();
    return index >= 0 && index < spec.getSourcesCount()
        ? spec.getSources((int) index)
        : spec.getSource();
  }

  @Override
  public void updateRevisionForPaths(
      UpdateRevisionForPathsRequest request,
      StreamObserver<UpdateRevisionForPathsResponse> response) {
    answer("UpdateRevisionForPaths", response, () -> changes.of(request));
  }

  @Override
  public void testRepository(
      TestRepositoryRequest request, StreamObserver<TestRepositoryResponse> response) {
    answer(
        "TestRepository",
        response,
        () -> {
          sources.test(request.getRepo());
          return TestRepositoryResponse.newBuilder().setVerifiedRepository(true).build();
        });
  }

  @Override
  public void listRefs(ListRefsRequest request, StreamObserver<Refs> response) {
    answer(
        "ListRefs",
        response,
        () -> {
          var refs = sources.refs(request.getRepo());
          return Refs.newBuilder().addAllBranches(refs.branches()).addAllTags(refs.tags()).build();
        });
  }

  @Override
  public void listApps(ListAppsRequest request, StreamObserver<AppList> response) {
    answer(
        "ListApps",
        response,
        () ->
            sources.use(
                request.getRepo(),
                request.getRevision(),
                Recency.REMEMBERED,
                (remote, tree) ->
                    AppList.newBuilder().putAllApps(types.applications(tree)).build()));
  }

  @Override
  public void getAppDetails(
      RepoServerAppDetailsQuery request, StreamObserver<RepoAppDetailsResponse> response) {
    answer("GetAppDetails", response, () -> details.of(request));
  }

  @Override
  public void getRevisionMetadata(
      RepoServerRevisionMetadataRequest request, StreamObserver<RevisionMetadata> response) {
    answer(
        "GetRevisionMetadata",
        response,
        () -> {
          var info = sources.info(request.getRepo(), request.getRevision());
          return RevisionMetadata.newBuilder()
              .setAuthor(info.author())
              .setDate(Time.newBuilder().setSeconds(info.date().getEpochSecond()))
              .setMessage(info.message())
              .addAllTags(info.tags())
              .build();
        });
  }

  @Override
  public void listOCITags(ListRefsRequest request, StreamObserver<Refs> response) {
    answer("ListOCITags", response, () -> charts.tags(request.getRepo()));
  }

  @Override
  public void getHelmCharts(
      HelmChartsRequest request, StreamObserver<HelmChartsResponse> response) {
    answer("GetHelmCharts", response, () -> charts.charts(request.getRepo()));
  }

  @Override
  public void getRevisionChartDetails(
      RepoServerRevisionChartDetailsRequest request, StreamObserver<ChartDetails> response) {
    answer("GetRevisionChartDetails", response, () -> charts.details(request));
  }

  @Override
  public void getOCIMetadata(
      RepoServerRevisionChartDetailsRequest request, StreamObserver<OCIMetadata> response) {
    answer("GetOCIMetadata", response, () -> charts.metadata(request));
  }

  private interface Answer<T> {
    T make() throws StatusException;
  }

  private static <T extends Message> void answer(
      String call, StreamObserver<T> response, Answer<T> answer) {
    T made;
    try {
      made = answer.make();
    } catch (StatusException e) {
      log.atInfo()
          .addKeyValue("call", call)
          .addKeyValue("code", e.getStatus().getCode())
          .log("{}", e.getStatus().getDescription());
      response.onError(e);
      return;
    } catch (RuntimeException e) {
      log.atError().addKeyValue("call", call).setCause(e).log("unexpected failure");
      response.onError(
          Status.INTERNAL
              .withDescription(call + " failed unexpectedly; the repo server's log has the cause")
              .asException());
      return;
    }
    response.onNext(made);
    response.onCompleted();
  }
}
