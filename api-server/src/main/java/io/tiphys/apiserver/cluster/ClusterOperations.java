package io.tiphys.apiserver.cluster;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.cluster.ClusterConfigBuilder;
import io.tiphys.model.cluster.TLSClientConfigBuilder;
import io.tiphys.model.json.Bytes;
import io.tiphys.proto.cluster.ClusterCreateRequest;
import io.tiphys.proto.cluster.ClusterQuery;
import io.tiphys.proto.cluster.ClusterResponse;
import io.tiphys.proto.cluster.ClusterServiceGrpc;
import io.tiphys.proto.cluster.ClusterUpdateRequest;
import io.tiphys.proto.v1alpha1.ClusterList;
import io.tiphys.settings.ClusterEntry;
import io.tiphys.settings.Clusters;
import io.tiphys.settings.SettingsWatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `cluster.ClusterService`. A cluster that is not there and one that the caller may not see are
/// answered alike.
public final class ClusterOperations {

  private static final Logger log = LoggerFactory.getLogger(ClusterOperations.class);
  private static final String RESOURCE = "clusters";

  private final SettingsWatch settings;
  private final ClusterAnswers answers;
  private final ClusterProbe probe;
  private final ClusterStore store;

  /// @param kube of the control plane
  /// @param namespace of the control plane
  /// @param infos what is known of the clusters' state
  /// @param options limits of requests to a cluster that is tried out
  public ClusterOperations(
      SettingsWatch settings,
      KubeClient kube,
      String namespace,
      ClusterInfos infos,
      KubeClientOptions options) {
    this.settings = settings;
    this.answers = new ClusterAnswers(infos);
    this.probe = new ClusterProbe(kube.access(), options);
    this.store = new ClusterStore(kube, namespace, settings);
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(ClusterServiceGrpc.getListMethod(), this::list),
        Operation.unary(ClusterServiceGrpc.getGetMethod(), this::get),
        Operation.prepared(ClusterServiceGrpc.getCreateMethod(), this::create),
        Operation.prepared(ClusterServiceGrpc.getUpdateMethod(), this::update),
        Operation.prepared(ClusterServiceGrpc.getDeleteMethod(), this::delete),
        Operation.prepared(ClusterServiceGrpc.getRotateAuthMethod(), this::rotateAuth),
        Operation.prepared(ClusterServiceGrpc.getInvalidateCacheMethod(), this::invalidateCache));
  }

  private ClusterList list(ClusterQuery query, Call call) {
    var visible = call.rights().objects(RESOURCE, "get");
    var list = ClusterList.newBuilder();
    ClusterSelector.of(query).filter(clusters()).stream()
        .map(ClusterEntry::cluster)
        .filter(cluster -> visible.test(object(cluster)))
        .map(answers::of)
        .forEach(list::addItems);
    return list.build();
  }

  private io.tiphys.proto.v1alpha1.Cluster get(ClusterQuery query, Call call) {
    return answers.of(select(query, call, "get").getFirst().cluster());
  }

  private Reply<io.tiphys.proto.v1alpha1.Cluster> create(ClusterCreateRequest request, Call call)
      throws InterruptedException {
    Cluster wanted = Spec.of(request.getCluster());
    try {
      call.require(RESOURCE, "create", object(wanted));
    } catch (Refusal e) {
      throw e.during("permission denied while creating cluster");
    }
    if (wanted.server().equals(ClusterAccess.IN_CLUSTER)
        && !settings.current().argocd().inClusterEnabled()) {
      throw Refusal.invalid("cannot register cluster: in-cluster has been disabled");
    }
    String version = version(wanted, "error getting server version: ");
    var present = clusters().byServer(wanted.server()).filter(it -> !it.secret().isEmpty());
    if (present.isPresent()) {
      return Reply.of(createOver(present.get(), wanted, request.getUpsert(), version, call));
    }
    store.create(wanted);
    return Reply.of(answers.reached(wanted, version));
  }

  private io.tiphys.proto.v1alpha1.Cluster createOver(
      ClusterEntry present, Cluster wanted, boolean upsert, String version, Call call)
      throws InterruptedException {
    if (!call.allows(RESOURCE, upsert ? "update" : "get", object(present.cluster()))) {
      throw Refusal.denied(); // not even that it is there
    }
    var differences = Spec.differences(present.cluster(), wanted);
    if (!differences.isEmpty()) {
      if (!upsert) {
        throw Refusal.invalid(
            "existing cluster spec is different; use upsert flag to force update; difference in"
                + " keys \"%s\"".formatted(String.join(",", differences)));
      }
      call.require(RESOURCE, "update", object(wanted));
      store.update(present, wanted);
    }
    return answers.reached(wanted, version);
  }

  private Reply<io.tiphys.proto.v1alpha1.Cluster> update(ClusterUpdateRequest request, Call call)
      throws InterruptedException {
    Cluster sent = Spec.of(request.getCluster());
    var query = ClusterQuery.newBuilder();
    if (request.hasId()) {
      query.setId(request.getId());
    } else {
      query.setServer(sent.server()).setName(request.getCluster().getName());
    }
    ClusterEntry present = select(query.build(), call, "update").getFirst();
    if (!sent.server().isEmpty() && !sent.server().equals(present.server())) {
      throw Refusal.invalid("the server of a registered cluster cannot be changed");
    }
    Set<String> fields = Set.copyOf(request.getUpdatedFieldsList());
    Cluster wanted =
        fields.isEmpty()
            ? Spec.of(request.getCluster().toBuilder().setServer(present.server()).build())
            : Spec.merged(present.cluster(), sent, fields);
    call.require(RESOURCE, "update", object(wanted)); // also where it will be
    String version = version(wanted, "");
    store.update(present, wanted);
    return Reply.of(answers.reached(wanted, version));
  }

  private Reply<ClusterResponse> delete(ClusterQuery query, Call call) throws InterruptedException {
    for (ClusterEntry entry : select(query, call, "delete")) {
      store.delete(entry);
    }
    return Reply.of(ClusterResponse.getDefaultInstance());
  }

  private Reply<ClusterResponse> rotateAuth(ClusterQuery query, Call call)
      throws InterruptedException {
    for (ClusterEntry entry : select(query, call, "update")) {
      rotate(entry);
    }
    return Reply.of(ClusterResponse.getDefaultInstance());
  }

  private void rotate(ClusterEntry entry) throws InterruptedException {
    Cluster present = entry.cluster();
    if (present.config().bearerToken().isEmpty()) {
      throw Refusal.invalid(
          "Cluster '%s' does not use bearer token authentication".formatted(entry.server()));
    }
    var rotation = TokenRotation.of(present.config().bearerToken());
    try (var client = probe.open(present)) {
      var made = rotation.make(client);
      try {
        Cluster renewed = withToken(present, made.token());
        version(renewed, "");
        store.update(entry, renewed);
      } catch (Refusal e) {
        rotation.forget(client, made.secret());
        throw e;
      }
      rotation.retire(client, made);
      log.info("cluster {}: Secret {} is in use", entry.server(), made.secret());
    }
  }

  private static Cluster withToken(Cluster cluster, String token) {
    var tls = TLSClientConfigBuilder.builder(cluster.config().tlsClientConfig());
    return cluster.withConfig(
        ClusterConfigBuilder.builder(cluster.config())
            .bearerToken(token)
            .tlsClientConfig(tls.certData(Bytes.EMPTY).keyData(Bytes.EMPTY).build())
            .build());
  }

  private Reply<io.tiphys.proto.v1alpha1.Cluster> invalidateCache(ClusterQuery query, Call call)
      throws InterruptedException {
    ClusterEntry present = select(query, call, "update").getFirst();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    store.update(present, present.cluster().withRefreshRequestedAt(now));
    return Reply.of(answers.of(clusters().byServer(present.server()).orElse(present).cluster()));
  }

  /// Those that the caller may do this to: at least one.
  ///
  /// @throws Refusal PERMISSION_DENIED when there is none, or one that the caller may not
  private List<ClusterEntry> select(ClusterQuery query, Call call, String action) {
    var found = ClusterSelector.of(query).select(clusters());
    boolean isAllowed =
        found.stream().allMatch(it -> call.allows(RESOURCE, action, object(it.cluster())));
    if (found.isEmpty() || !isAllowed) {
      throw Refusal.denied();
    }
    return found;
  }

  private String version(Cluster cluster, String phase) {
    try {
      return probe.version(cluster);
    } catch (Refusal e) {
      boolean isArgument = e.code() == Status.Code.INVALID_ARGUMENT;
      throw isArgument ? e : new Refusal(e.code(), phase + e.text());
    }
  }

  private Clusters clusters() {
    return settings.current().clusters();
  }

  /// As RBAC names it.
  private static String object(Cluster cluster) {
    return cluster.project().isEmpty()
        ? cluster.server()
        : cluster.project() + "/" + cluster.server();
  }
}
