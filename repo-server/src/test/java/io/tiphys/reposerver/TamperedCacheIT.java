package io.tiphys.reposerver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc;
import io.tiphys.proto.v1alpha1.ApplicationSource;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.serve.SealedRenderCache;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.git.TestingRepository;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TamperedCacheIT {

  private static final Pattern KEY = Pattern.compile("mfst\\|tiphys\\|[0-9a-f]{64}");

  @TempDir Path directory;
  private final TestingGit git = TestingGit.start();
  private final TestingRedis redis = TestingRedis.start();
  private final TestingRepository repository = git.repository("app");
  private final AtomicInteger forged = new AtomicInteger();

  @AfterEach
  void stop() {
    git.close();
    redis.close();
  }

  @Test
  void anEntryThatWasOverwrittenIsRenderedAgain() {
    repository.commit(Map.of("a/cm.yaml", configMap("a"), "b/cm.yaml", configMap("b")));
    assertThat(ask("a")).contains("\"name\":\"a\"");
    assertThat(ask("b")).contains("\"name\":\"b\"");
    List<String> keys = keys();
    assertThat(keys).hasSize(2);

    redis.command("COPY \"%s\" \"%s\" REPLACE".formatted(keys.get(0), keys.get(1)));
    assertThat(ask("a")).contains("\"name\":\"a\"");
    assertThat(ask("b")).as("the entry of another").contains("\"name\":\"b\"");
    assertThat(forged).hasValue(1);

    keys.forEach(key -> redis.command("SET \"%s\" evil".formatted(key)));
    assertThat(ask("a")).contains("\"name\":\"a\"");
    assertThat(forged).hasValue(2);

    redis.empty();
    assertThat(ask("b")).contains("\"name\":\"b\"");
    redis.kill();
    assertThat(ask("b")).contains("\"name\":\"b\"");
    redis.restart();
  }

  /// Asks a server that remembers nothing itself.
  private String ask(String path) {
    var listener =
        new CacheListener() {
          @Override
          public void requested(String command, boolean failed, Duration took) {}

          @Override
          public void forged(String key) {
            forged.incrementAndGet();
          }
        };
    var options = new RepoServerOptions();
    new CommandLine(options).parseArgs("--data-path", directory.resolve("data").toString());
    String name = directory.toString();
    ManagedChannel channel = InProcessChannelBuilder.forName(name).build();
    try (var cache =
            new SealedCache(
                RedisAddress.of(redis.address()),
                Seal.loadOrCreate(directory.resolve("trust")),
                SealedCacheSettings.defaults(),
                listener);
        var server =
            RepoServer.inProcess(
                name,
                options,
                () -> BuildConfiguration.DEFAULT,
                new SealedRenderCache(cache),
                new Metrics(),
                System.getenv())) {
      assertThat(server.port()).isNegative();
      return RepoServerServiceGrpc.newBlockingStub(channel)
          .generateManifest(
              ManifestRequest.newBuilder()
                  .setRepo(Repository.newBuilder().setRepo(repository.fileUrl()))
                  .setRevision("main")
                  .setApplicationSource(ApplicationSource.newBuilder().setPath(path))
                  .build())
          .getManifests(0);
    } finally {
      channel.shutdownNow();
    }
  }

  private List<String> keys() {
    var keys = new ArrayList<String>();
    var matcher = KEY.matcher(redis.command("KEYS *"));
    while (matcher.find()) {
      keys.add(matcher.group());
    }
    return keys;
  }

  private static String configMap(String name) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: " + name + "\n";
  }
}
