package io.tiphys.exchange.repo;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.grpc.stub.MetadataUtils;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.repository.Repository;
import io.tiphys.proto.header.RefreshAge;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.reposerver.ManifestFileChunk;
import io.tiphys.proto.reposerver.ManifestFileMetadata;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestRequestWithFiles;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc.RepoServerServiceBlockingStub;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc.RepoServerServiceBlockingV2Stub;
import io.tiphys.proto.reposerver.UpdateRevisionForPathsRequest;
import io.tiphys.proto.reposerver.UpdateRevisionForPathsResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks the repo server. A call holds its (virtual) thread until it is answered; what the repo
/// server refuses comes as an `io.grpc.StatusRuntimeException`.
public final class RepoServerClient {

  // As Argo CD's own limit of a gRPC message.
  private static final int MAX_MESSAGE = 200 * 1024 * 1024;

  private final RepoServerServiceBlockingStub stub;
  private final RepoServerServiceBlockingV2Stub streams;
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
    this.streams =
        RepoServerServiceGrpc.newBlockingV2Stub(channel)
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

  /// Whether a newer commit changes something at paths of one source.
  ///
  /// @param source its place among the query's sources, from 0
  /// @param known the commit whose manifests are known
  /// @param paths as [RefreshPaths] gives them
  public UpdateRevisionForPathsResponse changes(
      ManifestQuery query, int source, String known, List<String> paths) {
    ManifestRequest request = request(query, source);
    return call()
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers(query)))
        .updateRevisionForPaths(
            UpdateRevisionForPathsRequest.newBuilder()
                .setRepo(request.getRepo())
                .setAppName(request.getAppName())
                .setNamespace(request.getNamespace())
                .setApplicationSource(request.getApplicationSource())
                .setKubeVersion(request.getKubeVersion())
                .addAllApiVersions(request.getApiVersionsList())
                .setHasMultipleSources(request.getHasMultipleSources())
                .setNoRevisionCache(request.getNoRevisionCache())
                .setRevision(request.getRevision())
                .setSyncedRevision(known)
                .addAllPaths(paths)
                .build());
  }

  /// The manifests of the only source, as they would be with these files in place of Git's. The
  /// files are handed on as they come, no faster than the repo server takes them.
  ///
  /// @param checksum SHA-256 of the archive in hexadecimal digits
  /// @param chunks of an archive, `tar` with gzip; may wait, and may fail
  public ManifestResponse manifestsOf(
      ManifestQuery query, String checksum, Iterator<ByteString> chunks) {
    BlockingClientCall<ManifestRequestWithFiles, ManifestResponse> upload =
        streams
            .withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS)
            .generateManifestWithFiles();
    try {
      boolean isHeard =
          upload.write(ManifestRequestWithFiles.newBuilder().setRequest(request(query, 0)).build())
              && upload.write(metadata(checksum));
      while (isHeard && chunks.hasNext()) {
        isHeard = upload.write(chunk(chunks.next()));
      }
      upload.halfClose();
      ManifestResponse answer = upload.read();
      if (answer == null) {
        throw Status.INTERNAL.withDescription("no answer").asException();
      }
      return answer;
    } catch (StatusException e) {
      throw e.getStatus().asRuntimeException();
    } catch (InterruptedException e) {
      upload.cancel("nobody waits any more", e);
      Thread.currentThread().interrupt();
      throw Status.CANCELLED.withCause(e).asRuntimeException();
    } catch (RuntimeException e) {
      upload.cancel("the files do not come any more", e);
      throw e;
    }
  }

  private static ManifestRequestWithFiles metadata(String checksum) {
    return ManifestRequestWithFiles.newBuilder()
        .setMetadata(ManifestFileMetadata.newBuilder().setChecksum(checksum))
        .build();
  }

  private static ManifestRequestWithFiles chunk(ByteString bytes) {
    return ManifestRequestWithFiles.newBuilder()
        .setChunk(ManifestFileChunk.newBuilder().setChunk(bytes))
        .build();
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
