package io.tiphys.controller.desired;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.repository.Repository;
import io.tiphys.proto.header.RefreshAge;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// Asks the repo server. A call holds its (virtual) thread until it is answered.
public final class RepoServerClient {

  // As Argo CD's own limit of a gRPC message.
  private static final int MAX_MESSAGE = 200 * 1024 * 1024;

  private final RepoServerServiceGrpc.RepoServerServiceBlockingStub stub;
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
  /// @param patience for one source
  public RepoServerClient(Channel channel, Repositories repositories, Duration patience) {
    this.stub =
        RepoServerServiceGrpc.newBlockingStub(channel)
            .withMaxInboundMessageSize(MAX_MESSAGE)
            .withWaitForReady();
    this.repositories = repositories;
    this.patience = patience;
  }

  /// The manifests of all sources, one call a source.
  public DesiredAnswer ask(DesiredQuery query) {
    var rendered = new ArrayList<Desired.Rendered>();
    int count = query.sources().size();
    for (int i = 0; i < count; i++) {
      try {
        ManifestResponse response =
            stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(query)))
                .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
                .generateManifest(request(query, i));
        rendered.add(
            new Desired.Rendered(
                response.getRevision(), response.getSourceType(), response.getManifestsList()));
      } catch (StatusRuntimeException e) {
        return failure(e.getStatus(), i + 1, count);
      }
    }
    return new DesiredAnswer.Ready(new Desired(rendered));
  }

  // Tools match the beginning of this text.
  private static DesiredAnswer failure(Status status, int source, int count) {
    String message =
        "Failed to load target state: failed to generate manifest for source %d of %d: rpc error: code = %s desc = %s"
            .formatted(source, count, goName(status.getCode()), status.getDescription());
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> new DesiredAnswer.Unavailable(message);
      default -> new DesiredAnswer.Failed(message);
    };
  }

  /// `DeadlineExceeded`, as Go's gRPC writes a code.
  private static String goName(Status.Code code) {
    var name = new StringBuilder();
    for (String word : List.of(code.name().split("_"))) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static Metadata headers(DesiredQuery query) {
    var headers = new Metadata();
    headers.put(RefreshAge.KEY, RefreshAge.text(query.age()));
    return headers;
  }

  private ManifestRequest request(DesiredQuery query, int index) {
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
