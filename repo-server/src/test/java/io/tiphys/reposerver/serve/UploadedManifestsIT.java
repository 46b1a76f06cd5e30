package io.tiphys.reposerver.serve;

import static io.tiphys.reposerver.serve.ServeFixture.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.tiphys.proto.reposerver.ManifestFileChunk;
import io.tiphys.proto.reposerver.ManifestFileMetadata;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestRequestWithFiles;
import io.tiphys.proto.reposerver.ManifestResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `argocd app manifests --local`.
class UploadedManifestsIT {

  @RegisterExtension final ServeFixture server = new ServeFixture();

  @TempDir Path directory;

  private ManifestResponse send(List<ManifestRequestWithFiles> parts) throws Throwable {
    var answer = new CompletableFuture<ManifestResponse>();
    var requests =
        server
            .streams()
            .generateManifestWithFiles(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ManifestResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable failure) {
                    answer.completeExceptionally(failure);
                  }

                  @Override
                  public void onCompleted() {}
                });
    parts.forEach(requests::onNext);
    requests.onCompleted();
    try {
      return answer.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private byte[] packed() throws Exception {
    Path files = directory.resolve("files");
    Files.writeString(
        Files.createDirectories(files.resolve("app")).resolve("cm.yaml"),
        configMap("local", "one"));
    Path packed = directory.resolve("packed.tgz");
    assertThat(
            new ProcessBuilder("tar", "-czf", packed.toString(), "-C", files.toString(), ".")
                .start()
                .waitFor())
        .isZero();
    return Files.readAllBytes(packed);
  }

  private static ManifestRequestWithFiles of(ManifestRequest.Builder request) {
    return ManifestRequestWithFiles.newBuilder().setRequest(request).build();
  }

  private static ManifestRequestWithFiles metadata(byte[] archive) throws Exception {
    return ManifestRequestWithFiles.newBuilder()
        .setMetadata(
            ManifestFileMetadata.newBuilder()
                .setSize(archive.length)
                .setChecksum(
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive))))
        .build();
  }

  private static List<ManifestRequestWithFiles> chunks(byte[] archive) {
    var chunks = new ArrayList<ManifestRequestWithFiles>();
    for (int i = 0; i < archive.length; i += 100) {
      chunks.add(
          ManifestRequestWithFiles.newBuilder()
              .setChunk(
                  ManifestFileChunk.newBuilder()
                      .setChunk(ByteString.copyFrom(archive, i, Math.min(100, archive.length - i))))
              .build());
    }
    return chunks;
  }

  @Test
  void localFilesAreRenderedAsACommitIs() throws Throwable {
    byte[] archive = packed();
    var parts = new ArrayList<>(List.of(of(server.request("app")), metadata(archive)));
    parts.addAll(chunks(archive));
    ManifestResponse answer = send(parts);
    assertThat(answer.getManifestsList()).hasSize(1).first().asString().contains("\"local\"");
    assertThat(answer.getRevision()).isEqualTo("streamed");
    assertThat(answer.getSourceType()).isEqualTo("Directory");
    assertThat(server.fetches).hasValue(0);
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() throws Throwable {
    byte[] archive = packed();
    assertThatThrownBy(() -> send(List.of()))
        .hasMessageContaining("INVALID_ARGUMENT: the stream ended before");
    assertThatThrownBy(() -> send(chunks(archive)))
        .hasMessageContaining("INVALID_ARGUMENT: the files' checksum must come before");
    assertThatThrownBy(() -> send(List.of(metadata(archive))))
        .hasMessageContaining("INVALID_ARGUMENT: the request must come before");
    var other = new ArrayList<>(List.of(of(server.request("app")), metadata(new byte[3])));
    other.addAll(chunks(archive));
    assertThatThrownBy(() -> send(other))
        .hasMessageContaining("the archive did not arrive as it was sent");
    assertThatThrownBy(() -> send(List.of(of(server.request("app")), metadata(new byte[100_001]))))
        .hasMessageContaining("file exceeded max size of 100000 bytes");
    var absent = new ArrayList<>(List.of(of(server.request("absent")), metadata(archive)));
    absent.addAll(chunks(archive));
    assertThatThrownBy(() -> send(absent)).hasMessageContaining("app path does not exist");
  }
}
