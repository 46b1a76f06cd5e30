package io.tiphys.reposerver.serve;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc.RepoServerServiceBlockingStub;
import io.tiphys.proto.reposerver.RepoServerServiceGrpc.RepoServerServiceStub;
import io.tiphys.proto.v1alpha1.ApplicationSource;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.reposerver.chart.Charts;
import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.render.RenderLimits;
import io.tiphys.reposerver.render.Renderer;
import io.tiphys.reposerver.render.Toolchain;
import io.tiphys.reposerver.source.GitSources;
import io.tiphys.reposerver.source.SourceObserver;
import io.tiphys.reposerver.source.SourceSettings;
import io.tiphys.reposerver.upload.UploadLimits;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.git.TestingRepository;
import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A repo server before real repositories, asked over gRPC; counts what requests cost.
final class ServeFixture implements AfterEachCallback, SourceObserver, ServeObserver {

  final TestingGit git = TestingGit.start();
  final TestingRepository repository = git.repository("app");
  final AtomicInteger renders = new AtomicInteger();
  final AtomicInteger listings = new AtomicInteger();
  final AtomicInteger fetches = new AtomicInteger();
  final RenderCache cache = new MemoryRenderCache(64 << 20);
  private final Path directory;
  private final Renderer renderer;
  private final Server server;
  private final ManagedChannel channel;

  ServeFixture() {
    try {
      directory = Files.createTempDirectory("tiphys-serve");
      renderer =
          Renderer.open(
              directory.resolve("work"),
              Toolchain.onPath(Tools.path("helm").getParent() + ":" + System.getenv("PATH")),
              RenderLimits.DEFAULT);
      var service =
          RepoServerService.of(
              new GitSources(SourceSettings.defaults(directory.resolve("data")), this),
              new Charts(tls(), Duration.ofSeconds(20), 1 << 20),
              renderer,
              cache,
              () -> BuildConfiguration.DEFAULT,
              new ServeSettings(4, Duration.ofHours(1), 3, Duration.ofMinutes(60)),
              new UploadLimits(100_000, 200_000, 100),
              this);
      server =
          InProcessServerBuilder.forName(directory.toString())
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .addService(service)
              .build()
              .start();
      channel = InProcessChannelBuilder.forName(directory.toString()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the authorities of hosts are put.
  Path tls() {
    return directory.resolve("tls");
  }

  RepoServerServiceStub streams() {
    return RepoServerServiceGrpc.newStub(channel);
  }

  RepoServerServiceBlockingStub stub() {
    return RepoServerServiceGrpc.newBlockingStub(channel);
  }

  Repository repo() {
    return Repository.newBuilder().setRepo(repository.fileUrl()).build();
  }

  /// What the controller asks for an application on `main`.
  ManifestRequest.Builder request(String path) {
    return ManifestRequest.newBuilder()
        .setRepo(repo())
        .setAppName("app-" + path.replace('/', '-'))
        .setNamespace("default")
        .setRevision("main")
        .setNoRevisionCache(true)
        .setApplicationSource(
            ApplicationSource.newBuilder().setRepoURL(repository.fileUrl()).setPath(path));
  }

  ManifestResponse manifests(String path) {
    return stub().generateManifest(request(path).build());
  }

  /// Deletes the objects of every mirror while the server runs.
  void damageMirrors() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("data/mirrors"))) {
      for (Path file : files.filter(it -> it.toString().contains("/objects/pack/")).toList()) {
        Files.delete(file);
      }
    }
    new WindowCacheConfig().install(); // JGit keeps what it has open
  }

  static String configMap(String name, String value) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: %s\ndata:\n  key: %s\n"
        .formatted(name, value);
  }

  @Override
  public void asked(Request request, String repository, Duration duration) {
    switch (request) {
      case LS_REMOTE -> listings.incrementAndGet();
      case FETCH -> fetches.incrementAndGet();
    }
  }

  @Override
  public void failed(Request request, String repository, String revision) {}

  @Override
  public void rendered(String repository, Duration duration) {
    renders.incrementAndGet();
  }

  @Override
  public void pending(String repository, int change) {}

  @Override
  public void waited(Duration duration) {}

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    channel.shutdownNow();
    server.shutdownNow();
    renderer.close();
    git.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
