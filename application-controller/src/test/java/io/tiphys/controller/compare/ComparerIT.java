package io.tiphys.controller.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.cluster.ChangeRules;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.cluster.Clusters;
import io.tiphys.controller.cluster.Traffic;
import io.tiphys.controller.compare.Rules.Method;
import io.tiphys.controller.compare.Verdict.Sync;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.diff.FieldChange;
import io.tiphys.engine.diff.SecretMask;
import io.tiphys.engine.ignore.IgnoreRule;
import io.tiphys.engine.ignore.IgnoreRules;
import io.tiphys.engine.schema.KnownField;
import io.tiphys.engine.schema.KnownFields;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.kube.cache.CacheSettings;
import io.tiphys.kube.cache.CacheState;
import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.settings.ArgocdSettings;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How targets are judged against objects of a real API server, where others write, too.
class ComparerIT {

  @RegisterExtension static final TestingCluster kubernetes = TestingCluster.shared();

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Comparer comparer = new Comparer();
  private Cluster cluster;

  @BeforeEach
  void open() throws Exception {
    var connection = kubernetes.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    var client = new KubeClient(home, KubeClientOptions.DEFAULT);
    opened.push(client);
    var settings = SettingsWatch.start(client, kubernetes.namespace(), home);
    opened.push(settings);
    assertThat(settings.awaitRead(Duration.ofSeconds(60))).isTrue();
    var clusters =
        new Clusters(
            () -> settings.current().clusters(),
            () ->
                new Clusters.Opening(
                    KubeClientOptions.DEFAULT, CacheSettings.DEFAULT, Tracking.DEFAULT, 10),
            new ChangeRules(() -> ArgocdSettings.DEFAULT, Duration.ofSeconds(1)),
            new Nobody(),
            Traffic.NONE);
    opened.push(clusters);
    var here = ApplicationDestinationBuilder.builder().server(ClusterAccess.IN_CLUSTER).build();
    cluster = ((Clusters.Destination.Found) clusters.of(here)).cluster();
    assertThat(cluster.cache().awaitStarted(Duration.ofSeconds(60)))
        .isInstanceOf(CacheState.Synced.class);
  }

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  private static final class Nobody implements Clusters.Listener {
    @Override
    public void changed(Set<String> appInstances) {}

    @Override
    public void unclaimed(String server, ResourceKey object) {}

    @Override
    public void stateChanged(Cluster one) {}
  }

  /// Each test has a namespace and an Application of its own in the shared control plane.
  private static AppInstance app() {
    return new AppInstance(kubernetes.namespace());
  }

  private static String deployment(String replicas, String image, String annotations) {
    return """
    {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"%s},
     "spec":{%s"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
      "spec":{"containers":[{"name":"app","image":"%s","ports":[{"containerPort":80}]}]}}}}
    """
        .formatted(annotations, replicas, image);
  }

  private TargetIndex targets(String... rendered) {
    var placing =
        new TargetIndex.Placing(Tracking.DEFAULT, app(), kubernetes.namespace(), kind -> false);
    return TargetIndex.of(List.of(rendered), placing, cluster::scope);
  }

  /// Makes the object as a sync would.
  private void sync(String rendered) throws IOException {
    String path = path();
    String json =
        new String(targets(rendered).compared().getFirst().json(), StandardCharsets.UTF_8);
    var answer =
        kubernetes
            .admin()
            .patch(
                path + "?fieldManager=" + Rules.MANAGER + "&force=true",
                "application/apply-patch+yaml",
                json);
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
    see(answer.body());
  }

  /// Makes the object as somebody else would, with the mark.
  ///
  /// @param path of the collection, with a place for the namespace
  private void make(String path, String rendered) throws IOException {
    TargetObject target = targets(rendered).compared().getFirst();
    var answer =
        kubernetes
            .admin()
            .post(
                path.formatted(kubernetes.namespace()),
                new String(target.json(), StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    cluster
        .cache()
        .observe(
            cluster.resource(target.gvk()).orElseThrow(),
            answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private void write(String manager, String patch) throws IOException {
    var answer =
        kubernetes
            .admin()
            .patch(path() + "?fieldManager=" + manager, "application/merge-patch+json", patch);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    see(answer.body());
  }

  private void see(String written) {
    var resource =
        cluster
            .resource(targets(deployment("", "a", "")).compared().getFirst().gvk())
            .orElseThrow();
    cluster.cache().observe(resource, written.getBytes(StandardCharsets.UTF_8));
  }

  private String path() {
    return "/apis/apps/v1/namespaces/" + kubernetes.namespace() + "/deployments/web";
  }

  private AppComparison compare(Method method, String rendered, IgnoreRule... ignored) {
    return comparer.compare(targets(rendered), app(), rules(method, ignored), cluster);
  }

  private static Rules rules(Method method, IgnoreRule... ignored) {
    return rules(method, KnownFields.DEFAULT, ignored);
  }

  private static Rules rules(Method method, KnownFields known, IgnoreRule... ignored) {
    return new Rules(
        DiffRules.defaults(),
        method,
        known,
        IgnoreRules.of(List.of(ignored)),
        TimeLimit.of(Duration.ofSeconds(1)));
  }

  private static IgnoreRule ignore(String pointer, String jq, String manager) {
    return IgnoreRule.of(
        "apps/Deployment",
        pointer.isEmpty() ? List.of() : List.of(pointer),
        jq.isEmpty() ? List.of() : List.of(jq),
        manager.isEmpty() ? List.of() : List.of(manager));
  }

  @Behaviour({"DIF-03", "DIF-04", "DIF-09", "DIF-10", "DIF-11"})
  @Test
  void whatAUserIgnoresIsNoDifference() throws Exception {
    String wanted = deployment("\"replicas\":2,", "nginx:1", "");
    sync(wanted);
    assertThat(compare(Method.THREE_WAY, wanted).sync()).isEqualTo(Sync.SYNCED);
    write("scaler", "{\"spec\":{\"replicas\":5}}");

    for (Method method : Method.values()) {
      assertThat(compare(method, wanted).sync()).as("%s", method).isEqualTo(Sync.OUT_OF_SYNC);
      for (IgnoreRule rule :
          List.of(
              ignore("/spec/replicas", "", ""),
              ignore("", ".spec.replicas", ""),
              ignore("", "", "scaler"))) {
        assertThat(compare(method, wanted, rule).sync())
            .as("%s %s", method, rule)
            .isEqualTo(Sync.SYNCED);
      }
      assertThat(compare(method, wanted, ignore("/spec/paused", "", "kubelet")).sync())
          .isEqualTo(Sync.OUT_OF_SYNC);
    }
  }

  @Behaviour("DIF-10")
  @Test
  void aRuleThatCannotBeUsedIsNamedAndOnlyWhatItIsForIsUnknown() throws Exception {
    String wanted = deployment("\"replicas\":2,", "nginx:1", "");
    sync(wanted);
    assertThat(compare(Method.THREE_WAY, wanted, ignore("", ".spec[", "")).sync())
        .isEqualTo(Sync.SYNCED);
    write("scaler", "{\"spec\":{\"replicas\":5}}");

    for (String expression : List.of(".spec[", "def f: f; f")) {
      var comparison = compare(Method.THREE_WAY, wanted, ignore("", expression, ""));
      assertThat(comparison.sync()).isEqualTo(Sync.UNKNOWN);
      assertThat(comparison.conditions())
          .singleElement()
          .satisfies(condition -> {
            assertThat(condition.type()).isEqualTo("ComparisonError");
            assertThat(condition.message())
                .startsWith(
                    "application "
                        + kubernetes.namespace()
                        + ": ignoreDifferences of apps/Deployment: jq expression \""
                        + expression
                        + "\": ");
          });
    }
    var others = IgnoreRule.of("batch/Job", List.of(), List.of(".spec["), List.of());
    assertThat(compare(Method.THREE_WAY, wanted, others).sync()).isEqualTo(Sync.OUT_OF_SYNC);
    assertThat(compare(Method.THREE_WAY, wanted, ignore("/spec/replicas", ".spec[", "")).sync())
        .isEqualTo(Sync.SYNCED);
  }

  @Behaviour("DIF-14")
  @Test
  void anExtraObjectThatMayBeThereIsNotCompared() throws Exception {
    String options = ",\"annotations\":{\"argocd.argoproj.io/compare-options\":\"%s\"}";
    sync(deployment("", "nginx:1", options.formatted("IgnoreExtraneous")));
    var comparison = comparer.compare(targets(), app(), rules(Method.THREE_WAY), cluster);
    assertThat(comparison.sync()).isEqualTo(Sync.SYNCED);
    assertThat(comparison.verdicts())
        .singleElement()
        .satisfies(one -> assertThat(one.sync()).isEqualTo(Sync.NOT_COMPARED));

    sync(deployment("", "nginx:1", options.formatted("ServerSideDiff=true")));
    comparison = comparer.compare(targets(), app(), rules(Method.THREE_WAY), cluster);
    assertThat(comparison.sync()).isEqualTo(Sync.OUT_OF_SYNC);
    assertThat(comparison.verdicts())
        .singleElement()
        .satisfies(one -> assertThat(one.requiresPruning()).isTrue());
  }

  @Behaviour("DIF-08")
  @Test
  void aFieldThatHoldsABuiltInTypeIsComparedAsThat() throws Exception {
    var tasks = new GroupKind("known.tiphys.io", "Task");
    var defined =
        kubernetes
            .admin()
            .post(
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
                """
                {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
                 "metadata":{"name":"tasks.known.tiphys.io"},"spec":{"group":"known.tiphys.io",
                 "scope":"Namespaced","names":{"kind":"Task","plural":"tasks"},"versions":[
                 {"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":
                 {"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
                """);
    assertThat(defined.statusCode()).as(defined.body()).isEqualTo(201);
    assertThat(cluster.cache().awaitKind(tasks, Duration.ofSeconds(30))).isPresent();
    String task =
        """
        {"apiVersion":"known.tiphys.io/v1","kind":"Task","metadata":{"name":"one"},"spec":{"pod":
         {"hostNetwork":false,"containers":[{"name":"a","resources":{"limits":{"cpu":%s}}}]}}}
        """;
    String stored = task.formatted("0.1").replace("\"hostNetwork\":false,", "");
    make("/apis/known.tiphys.io/v1/namespaces/%s/tasks", stored);

    var known = KnownFields.of(List.of(new KnownField(tasks, "spec.pod", "core/v1/PodSpec")));
    for (Method method : Method.values()) {
      var targets = targets(task.formatted("\"100m\""));
      assertThat(comparer.compare(targets, app(), rules(method), cluster).sync())
          .as("%s", method)
          .isEqualTo(Sync.OUT_OF_SYNC);
      assertThat(comparer.compare(targets, app(), rules(method, known), cluster).sync())
          .as("%s", method)
          .isEqualTo(Sync.SYNCED);
      var other = targets(task.formatted("\"200m\""));
      assertThat(comparer.compare(other, app(), rules(method, known), cluster).sync())
          .as("%s", method)
          .isEqualTo(Sync.OUT_OF_SYNC);
    }
  }

  @Behaviour("DIF-04")
  @Test
  void theApiServerIsAskedWhatAnApplyWouldDo() throws Exception {
    sync(deployment("\"replicas\":2,", "nginx:1", ",\"annotations\":{\"x\":\"1\"}"));
    // given up by the target: an apply takes it away, and who merges by hand cannot know
    String fewer = deployment("\"replicas\":2,", "nginx:1", "");
    assertThat(compare(Method.SERVER_SIDE, fewer).sync()).isEqualTo(Sync.OUT_OF_SYNC);
    sync(fewer);
    assertThat(compare(Method.SERVER_SIDE, fewer).sync()).isEqualTo(Sync.SYNCED);

    String refused = deployment("\"replicas\":-1,", "nginx:1", "");
    var comparison = compare(Method.SERVER_SIDE, refused);
    assertThat(comparison.sync()).isEqualTo(Sync.UNKNOWN);
    assertThat(comparison.problems())
        .singleElement()
        .asString()
        .contains("dry run", "spec.replicas", "must be greater than or equal to 0");
  }

  @Behaviour("DIF-05")
  @Test
  void whatAdmissionAddsIsADifferenceToWhoAsksForIt() throws Exception {
    String namespace = kubernetes.namespace();
    String settings =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{\"a\":\"1\"}}";
    String path =
        "/api/v1/namespaces/%s/configmaps/c?force=true&fieldManager=%s"
            .formatted(namespace, Rules.MANAGER);
    String json =
        new String(targets(settings).compared().getFirst().json(), StandardCharsets.UTF_8);
    var made = kubernetes.admin().patch(path, "application/apply-patch+yaml", json);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    cluster
        .cache()
        .observe(
            cluster.resource(targets(settings).compared().getFirst().gvk()).orElseThrow(),
            made.body().getBytes(StandardCharsets.UTF_8));
    String policies = "/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolic";
    String policy = policies + "ies/" + namespace;
    String binding = policies + "ybindings/" + namespace;
    try {
      var begun = kubernetes.admin().apply(policy, MUTATION.formatted(namespace));
      assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
      var bound = kubernetes.admin().apply(binding, BINDING.formatted(namespace));
      assertThat(bound.statusCode()).as(bound.body()).isEqualTo(201);
      while (!kubernetes
          .admin()
          .patch(path + "&dryRun=All", "application/apply-patch+yaml", json)
          .body()
          .contains("injected")) {
        Thread.sleep(50); // the API server takes a moment to heed it
      }
      assertThat(compare(Method.SERVER_SIDE, settings).sync()).isEqualTo(Sync.SYNCED);
      assertThat(compare(Method.SERVER_SIDE_WITH_WEBHOOKS, settings).sync())
          .isEqualTo(Sync.OUT_OF_SYNC);
    } finally {
      kubernetes.admin().delete(binding);
      kubernetes.admin().delete(policy);
    }
  }

  private static final String MUTATION =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: %1$s}
      spec:
        reinvocationPolicy: Never
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: [UPDATE]}
        mutations:
        - patchType: ApplyConfiguration
          applyConfiguration: {expression: 'Object{data: {"injected": "yes"}}'}
      """;

  private static final String BINDING =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: %1$s}
      spec: {policyName: %1$s}
      """;

  @Behaviour("DIF-04")
  @Test
  void whatTheApiServerRefusesIsNotAskedAgainInEachTurn() throws Exception {
    String settings = // of a kind that no controller writes to
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{\"%s\":\"%s\"}}";
    make("/api/v1/namespaces/%s/configmaps", settings.formatted("a", "1"));
    String refused = settings.formatted("no key", "1");
    var requests = new AtomicInteger();
    cluster =
        cluster.observedBy(request -> {
          if (request.isDryRun()) {
            requests.incrementAndGet();
          }
        });
    var first = compare(Method.SERVER_SIDE, refused);
    assertThat(first.problems()).singleElement().asString().contains("no key");
    assertThat(requests).hasValue(1);
    assertThat(compare(Method.SERVER_SIDE, refused)).isEqualTo(first);
    assertThat(requests).hasValue(1);

    comparer.askAgain();
    assertThat(compare(Method.SERVER_SIDE, refused)).isEqualTo(first);
    assertThat(requests).hasValue(2);
    assertThat(compare(Method.SERVER_SIDE, settings.formatted("no key", "2")).problems())
        .isEqualTo(first.problems());
    assertThat(requests).hasValue(3);
  }

  @Test
  void eachDifferenceSaysWhoWroteTheField() throws Exception {
    String wanted = deployment("\"replicas\":2,", "nginx:1", "");
    sync(wanted);
    write("scaler", "{\"spec\":{\"replicas\":5}}");
    var target = targets(wanted).compared().getFirst();
    var difference =
        Difference.of(
            target,
            cluster.live(target.key()),
            rules(Method.THREE_WAY),
            cluster,
            SecretMask.ofData());
    assertThat(difference.modified()).isTrue();
    FieldChange field = difference.fields().getFirst();
    assertThat(difference.fields()).hasSize(1);
    assertThat(field.pointer()).isEqualTo("/spec/replicas");
    assertThat(field.owner().orElseThrow().manager()).isEqualTo("scaler");
    assertThat(field.owner().orElseThrow().time()).isNotEmpty();
  }
}
