package io.tiphys.exchange.repo;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.repository.Repository;
import io.tiphys.proto.header.RefreshAge;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc.RepoServerServiceBlockingStub;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Asks the repo server. A call holds its (virtual) thread until it is answered; what the repo
/// server refuses comes as an `io.grpc.StatusRuntimeException`.
public final class RepoServerClient {

  // As Argo CD's own limit of a gRPC message.
  private static final int MAX_MESSAGE = 200 * 1024 * 1024;

  private final RepoServerServiceBlockingStub stub;
  private final Repositories repositories;
  private final Duration patience;

  /// Finds what is configured for a repository.
  @FunctionalInterface
  public interface Repositories {

    /// @param url of a source
    /// @param project whose own repositories count, too
    /// @return with its credentials; a bare one when nothing is configured
    Repository of(String url, String project);
  }

  /// @param channel to the repo server
  /// @param repositories that are configured now
  /// @param patience for one call
  public RepoServerClient(Channel channel, Repositories repositories, Duration patience) {
    this.stub =
        RepoServerServiceGrpc.newBlockingStub(channel)
            .withMaxInboundMessageSize(MAX_MESSAGE)
            .withWaitForReady();
    this.repositories = repositories;
    this.patience = patience;
  }

  /// For one call: its deadline begins now.
  public RepoServerServiceBlockingStub call() {
    return stub.withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The manifests of one source.
  ///
  /// @param source its place among the query's sources, from 0
  public ManifestResponse manifests(ManifestQuery query, int source) {
    return call()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(query)))
        .generateManifest(request(query, source));
  }

  private static Metadata headers(ManifestQuery query) {
    var headers = new Metadata();
    headers.put(RefreshAge.KEY, RefreshAge.text(query.age()));
    return headers;
  }

  /// What the repo server is asked for one source.
  ///
  /// @param index its place among the query's sources, from 0
  public ManifestRequest request(ManifestQuery query, int index) {
    ApplicationSource source = query.sources().get(index);
    Repository repository = repositories.of(source.repoURL(), query.project());
    var request =
        ManifestRequest.newBuilder()
            .setRevision(query.revision(index))
            .setNoCache(query.freshness() == Freshness.HARD)
            .setNoRevisionCache(query.freshness() != Freshness.RECENT)
            .setAppName(query.appInstance())
            .setNamespace(query.namespace())
            .setProjectName(query.project())
            .setKubeVersion(query.kubeVersion())
            .addAllApiVersions(query.apiVersions())
            .setHasMultipleSources(query.sources().size() > 1);
    GoJson.merge(ModelJson.toTree(repository), request.getRepoBuilder());
    GoJson.merge(ModelJson.toTree(source), request.getApplicationSourceBuilder());
    return request.build();
  }
}
