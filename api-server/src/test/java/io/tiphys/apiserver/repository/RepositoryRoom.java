package io.tiphys.apiserver.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.TestingRepoServer;
import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.PatientCall;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.operation.Rights;
import io.tiphys.apiserver.repocreds.RepoCredsOperations;
import io.tiphys.apiserver.web.ControlPlaneAccess;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.JsonTree;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.charts.TestingCharts;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.git.TestingGitHttps;
import io.tiphys.testkit.git.TestingGitSsh;
import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The operations on repositories and templates before a real API server, a real repo server and
/// Git behind a password. Each test has a namespace and a repository of its own.
public final class RepositoryRoom
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

  static final String PASSWORD = "right-password";
  static final May ALL = (resource, action, object) -> true;
  static final May NONE = (resource, action, object) -> false;

  final TestingGit git = TestingGit.start();
  final TestingGitHttps https = git.https().user("ada", PASSWORD);
  final TestingGitSsh ssh = git.ssh();
  final TestingCharts charts = TestingCharts.start("ada", PASSWORD);
  final Map<String, Application> applications = new HashMap<>();
  final List<String> permitted = new ArrayList<>();
  private final TestingCluster cluster;
  private final boolean isHydratorEnabled;
  private final List<AutoCloseable> open = new ArrayList<>();
  private String namespace = "";
  private int repositories;
  private @Nullable TestingRepoServer repoServerProcess;
  private @Nullable TestingRepository repository;
  private @Nullable RepoServerClient repoServer;
  private @Nullable ControlPlaneAccess controlPlane;
  private List<Operation<?, ?>> operations = List.of();

  public RepositoryRoom(TestingCluster cluster, boolean isHydratorEnabled) {
    this.cluster = cluster;
    this.isHydratorEnabled = isHydratorEnabled;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    repoServerProcess =
        TestingRepoServer.start(https.authority() + charts.authority(), ssh.knownHosts());
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    namespace = cluster.newNamespace();
    repository = git.repository("app" + ++repositories);
    applications.clear();
    permitted.clear();
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    KubeClient client = held(new KubeClient(home, KubeClientOptions.DEFAULT));
    controlPlane = new ControlPlaneAccess(client, namespace);
    var settings = held(SettingsWatch.start(client, namespace, home));
    repoServer =
        new RepoServerClient(
            Objects.requireNonNull(repoServerProcess).channel(),
            (url, project) -> settings.current().repositories().find(url, project),
            Duration.ofSeconds(30));
    assertThat(settings.awaitRead(Duration.ofSeconds(60))).isTrue();
    var around =
        new RepositoryOperations.Surroundings(
            client,
            namespace,
            settings,
            repoServer(),
            name -> Optional.ofNullable(applications.get(name)),
            (project, url) -> permitted.contains(project + " " + url),
            Optional.empty());
    operations =
        Stream.concat(
                new RepositoryOperations(around, Duration.ofHours(1), isHydratorEnabled)
                    .operations().stream(),
                new RepoCredsOperations(client, namespace, settings).operations().stream())
            .toList();
  }

  /// This test's own.
  TestingRepository repository() {
    return Objects.requireNonNull(repository);
  }

  ControlPlaneAccess controlPlane() {
    return Objects.requireNonNull(controlPlane);
  }

  RepoServerClient repoServer() {
    return Objects.requireNonNull(repoServer);
  }

  List<Operation<?, ?>> operations() {
    return operations;
  }

  /// Calls an operation as a handler is called by the gateway.
  public <Q extends Message, A extends Message> A call(
      MethodDescriptor<Q, A> method, Q request, May rights) throws InterruptedException {
    for (Operation<?, ?> operation : operations) {
      if (operation.method().getFullMethodName().equals(method.getFullMethodName())
          && operation instanceof Operation.Unary<?, ?> unary) {
        @SuppressWarnings("unchecked") // the same method has the same messages
        var typed = (Operation.Unary<Q, A>) unary;
        return ((Reply.Whole<A>) typed.handler().answer(request, new Asked(rights))).message();
      }
    }
    throw new IllegalArgumentException(method.getFullMethodName());
  }

  /// The Secrets in the cluster as they are, JSON.
  public String secrets() throws IOException {
    return cluster.admin().get("/api/v1/namespaces/" + namespace + "/secrets").body();
  }

  /// A Secret's decoded data.
  Map<String, String> secret(String name) throws IOException {
    var answer = cluster.admin().get("/api/v1/namespaces/" + namespace + "/secrets/" + name);
    var tree = JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
    var data = new HashMap<String, String>();
    JsonTree.objectOrEmpty(tree.get("data"))
        .forEach((key, value) ->
            data.put(
                key,
                new String(
                    Base64.getDecoder().decode(String.valueOf(value)), StandardCharsets.UTF_8)));
    return data;
  }

  /// Puts a Secret there as `kubectl apply` does.
  void declare(String name, String type, Map<String, String> data) throws IOException {
    var tree = new HashMap<String, Object>();
    tree.put("metadata", Map.of("name", name, "labels", Map.of(TypedSecrets.TYPE, type)));
    tree.put("stringData", data);
    assertThat(
            cluster
                .admin()
                .post("/api/v1/namespaces/" + namespace + "/secrets", JsonTree.writeString(tree))
                .statusCode())
        .isEqualTo(201);
  }

  private <T extends AutoCloseable> T held(T part) {
    open.addFirst(part);
    return part;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    close(open);
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    Objects.requireNonNull(repoServerProcess).close();
    charts.close();
    git.close();
  }

  private static void close(List<AutoCloseable> parts) throws Exception {
    for (AutoCloseable part : parts) {
      part.close();
    }
    parts.clear();
  }

  /// Whose rights a test thinks of.
  @FunctionalInterface
  public interface May {
    boolean allow(String resource, String action, String object);
  }

  private record Asked(May may) implements PatientCall, Rights {

    @Override
    public boolean allow(String resource, String action, String object) {
      return may.allow(resource, action, object);
    }

    @Override
    public Predicate<String> objects(String resource, String action) {
      return object -> may.allow(resource, action, object);
    }

    @Override
    public Caller caller() {
      return new Caller() {
        @Override
        public Identity identity() {
          return new Identity.Anonymous();
        }

        @Override
        public Rights rights() {
          return Asked.this;
        }
      };
    }
  }
}
