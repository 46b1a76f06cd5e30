package io.tiphys.apiserver.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tiphys.exchange.repo.Freshness;
import io.tiphys.exchange.repo.ManifestQuery;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// How local files get to the repo server.
class LocalFilesIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @RegisterExtension static final RepositoryRoom room = new RepositoryRoom(cluster, false);

  @TempDir Path directory;

  private static ManifestQuery query() {
    return new ManifestQuery(
        "app",
        "default",
        "default",
        List.of(ApplicationSource.EMPTY.withRepoURL("https://host/app").withPath("app")),
        List.of(),
        Freshness.RECENT,
        Duration.ZERO,
        "v1.36.0",
        List.of("v1"));
  }

  @Test
  void theyAreRenderedInPlaceOfACommit() throws Exception {
    Path files = directory.resolve("files");
    Files.writeString(
        Files.createDirectories(files.resolve("app")).resolve("cm.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: local}\n");
    Path packed = directory.resolve("packed.tgz");
    assertThat(
            new ProcessBuilder("tar", "-czf", packed.toString(), "-C", files.toString(), ".")
                .start()
                .waitFor())
        .isZero();
    byte[] archive = Files.readAllBytes(packed);
    String checksum =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    var answer = room.repoServer().manifestsOf(query(), checksum, pieces(archive));
    assertThat(answer.getManifests(0)).contains("\"local\"");
    assertThatThrownBy(() -> room.repoServer().manifestsOf(query(), "00", pieces(archive)))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN))
        .hasMessageContaining("the archive did not arrive as it was sent");
    Iterator<ByteString> broken =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public ByteString next() {
            throw new IllegalStateException("the caller is gone");
          }
        };
    assertThatThrownBy(() -> room.repoServer().manifestsOf(query(), checksum, broken))
        .hasMessage("the caller is gone");
  }

  private static Iterator<ByteString> pieces(byte[] archive) {
    var pieces = new ArrayList<ByteString>();
    for (int i = 0; i < archive.length; i += 50) {
      pieces.add(ByteString.copyFrom(archive, i, Math.min(50, archive.length - i)));
    }
    return pieces.iterator();
  }
}
