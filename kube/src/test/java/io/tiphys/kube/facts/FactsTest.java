package io.tiphys.kube.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import io.tiphys.engine.health.HealthRules;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.manifest.ManifestYaml;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.tree.InfoItem;
import io.tiphys.model.tree.LoadBalancerIngress;
import io.tiphys.model.tree.ResourceNetworkingInfo;
import io.tiphys.model.tree.ResourceRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

  private static Facts of(String yaml, Set<String> shownLabels) {
    var manifest = ManifestYaml.parse("test", yaml, YamlLimits.DEFAULT).getFirst();
    var gvk = manifest.gvk();
    var target =
        new WatchTarget(
            ResourcePath.collection(gvk.group(), gvk.version(), "things", ""), gvk.kind());
    return Facts.of(RawObject.of(target, manifest.toJson()), shownLabels, HealthRules.BUNDLED);
  }

  private static Facts of(String yaml) {
    return of(yaml, Set.of());
  }

  private static List<String> info(Facts facts) {
    return facts.info().stream().map(one -> one.name() + "=" + one.value()).toList();
  }

  private static ResourceNetworkingInfo networking(Facts facts) {
    return Objects.requireNonNull(facts.networking());
  }

  private static String pod(String spec, String status) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: web, namespace: shop, labels: {app: web}}
    spec: {nodeName: node-1, restartPolicy: Always, %s}
    status: {%s}
    """
        .formatted(spec, status);
  }

  @Test
  void a_running_pod_says_where_it_runs_and_who_finds_it() {
    Facts facts =
        of(
            pod(
                "containers: [{name: a}, {name: b}]",
                "phase: Running, conditions: [{type: Ready, status: 'True'}], containerStatuses:"
                    + " [{name: a, ready: true, restartCount: 2, state: {running: {}}}, {name: b,"
                    + " ready: true, restartCount: 1, state: {running: {}}}]"));
    assertThat(info(facts))
        .containsExactly(
            "Status Reason=Running", "Node=node-1", "Containers=2/2", "Restart Count=3");
    assertThat(networking(facts).labels()).containsExactly(entry("app", "web"));
    assertThat(Objects.requireNonNull(facts.health()).code()).isEqualTo(HealthStatusCode.HEALTHY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          phase: Pending | Pending | 0/1
          phase: Failed, reason: Evicted | Evicted | 0/1
          phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}] | SchedulingGated | 0/1
          phase: Running, containerStatuses: [{name: a, state: {waiting: {reason: CrashLoopBackOff}}}] | CrashLoopBackOff | 0/1
          phase: Succeeded, containerStatuses: [{name: a, state: {terminated: {reason: Completed, exitCode: 0}}}] | Completed | 0/1
          phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 3}}}] | ExitCode:3 | 0/1
          phase: Failed, containerStatuses: [{name: a, state: {terminated: {exitCode: 137, signal: 9}}}] | Signal:9 | 0/1
          phase: Pending, initContainerStatuses: [{name: i, state: {waiting: {reason: ErrImagePull}}}] | Init:ErrImagePull | 0/1
          phase: Pending, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 2}}}] | Init:ExitCode:2 | 0/1
          phase: Pending, initContainerStatuses: [{name: i, state: {running: {}}}] | Init:0/1 | 0/1
          phase: Running, initContainerStatuses: [{name: i, state: {terminated: {exitCode: 0}}}], containerStatuses: [{name: a, ready: true, state: {running: {}}}] | Running | 1/1
          """)
  void a_pod_says_what_keeps_it(String status, String reason, String containers) {
    Facts facts = of(pod("initContainers: [{name: i}], containers: [{name: a}]", status));
    assertThat(info(facts)).contains("Status Reason=" + reason, "Containers=" + containers);
  }

  @Test
  void a_sidecar_counts_and_does_not_hold_up_the_start() {
    Facts facts =
        of(
            pod(
                "initContainers: [{name: s, restartPolicy: Always}], containers: [{name: a}]",
                "phase: Running, initContainerStatuses: [{name: s, started: true, ready: true,"
                    + " state: {running: {}}}], containerStatuses: [{name: a, ready: true, state:"
                    + " {running: {}}}]"));
    assertThat(info(facts)).contains("Status Reason=Running", "Containers=2/2");
  }

  @Test
  void a_pod_takes_what_the_scheduler_counts() {
    Facts facts =
        of(
            pod(
                """
                overhead: {cpu: 10m},
                initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: 100m}}},
                                 {name: i, resources: {requests: {cpu: 1, memory: 1Ki}}}],
                containers: [{name: a, resources: {requests: {cpu: 250m, memory: 64Mi}}},
                             {name: b, resources: {requests: {cpu: 250m, example.org/gpu: 1}}}]
                """,
                "phase: Running"));
    PodPlace place = Objects.requireNonNull(facts.place());
    assertThat(place.node()).isEqualTo("node-1");
    assertThat(place.requests())
        .containsOnly(entry("cpu", 1110L), entry("memory", 64L * 1024 * 1024 * 1000));
    assertThat(
            Objects.requireNonNull(
                    of(pod(
                            "containers: [{name: a, resources: {requests: {cpu: 1}}}]",
                            "phase: Succeeded"))
                        .place())
                .requests())
        .isEmpty();
  }

  @Test
  void a_pod_that_is_deleted_says_so() {
    Facts facts =
        of(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: shop, deletionTimestamp: '2026-01-01T00:00:00Z'}
            status: {phase: Running}
            """);
    assertThat(info(facts)).contains("Status Reason=Terminating");
    assertThat(Objects.requireNonNull(facts.health()).message()).isEqualTo("Pending deletion");
  }

  @Test
  void workloads_say_their_revision() {
    assertThat(
            info(
                of(
                    """
                    apiVersion: apps/v1
                    kind: ReplicaSet
                    metadata: {name: web, annotations: {deployment.kubernetes.io/revision: '7'}}
                    """)))
        .containsExactly("Revision=Rev:7");
    assertThat(
            info(
                of(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: web, annotations: {deployment.kubernetes.io/revision: x}}
                    """)))
        .isEmpty();
  }

  @Test
  void a_service_and_an_ingress_say_where_requests_go() {
    ResourceNetworkingInfo service =
        networking(
            of(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web, namespace: shop}
                spec: {type: LoadBalancer, selector: {app: web}}
                status: {loadBalancer: {ingress: [{ip: 192.0.2.1}, {hostname: lb.example.org}]}}
                """));
    assertThat(service.targetLabels()).containsExactly(entry("app", "web"));
    assertThat(service.ingress())
        .extracting(LoadBalancerIngress::ip, LoadBalancerIngress::hostname)
        .containsExactly(tuple("192.0.2.1", ""), tuple("", "lb.example.org"));

    ResourceNetworkingInfo ingress =
        networking(
            of(
                """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web, namespace: shop}
                spec:
                  defaultBackend: {service: {name: fallback}}
                  rules:
                    - http: {paths: [{path: /, backend: {service: {name: web}}}, {path: /b, backend: {service: {name: web}}}]}
                """));
    assertThat(ingress.targetRefs())
        .extracting(ResourceRef::kind, ResourceRef::namespace, ResourceRef::name)
        .containsExactly(tuple("Service", "shop", "fallback"), tuple("Service", "shop", "web"));

    ResourceNetworkingInfo virtual =
        networking(
            of(
                """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: web, namespace: shop}
                spec: {http: [{route: [{destination: {host: web}}, {destination: {host: api.other.svc.cluster.local}}]}]}
                """));
    assertThat(virtual.targetRefs())
        .extracting(ResourceRef::namespace, ResourceRef::name)
        .containsExactly(tuple("shop", "web"), tuple("other", "api"));
  }

  @Test
  void a_node_says_what_it_offers() {
    Host host =
        Objects.requireNonNull(
            of("""
            apiVersion: v1
            kind: Node
            metadata: {name: node-1, labels: {zone: a}}
            status:
              capacity: {cpu: '4', memory: 8Gi, pods: '110'}
              nodeInfo: {machineID: m, kernelVersion: '6.1', osImage: Linux, architecture: amd64}
            """)
                .host());
    assertThat(host.capacity())
        .containsOnly(entry("cpu", 4000L), entry("memory", 8L * 1024 * 1024 * 1024 * 1000));
    assertThat(host.labels()).containsExactly(entry("zone", "a"));
    assertThat(host.system().kernelVersion()).isEqualTo("6.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: Pod, spec: [], status: x",
        "kind: Pod, spec: {containers: [1, {resources: {requests: {cpu: [], memory: -1e400}}}]},"
            + " status: {containerStatuses: [null, {state: 7, restartCount: many}]}",
        "kind: Service, spec: {selector: [1], type: LoadBalancer}, status: {loadBalancer: {ingress:"
            + " [{ip: {}}, 3]}}",
        "kind: Node, status: {capacity: 7, nodeInfo: {machineID: [1]}}",
      })
  void an_odd_object_does_no_harm(String body) {
    assertThatCode(
            () -> of("{apiVersion: v1, metadata: {name: odd, labels: {a: b}}, " + body + "}"))
        .doesNotThrowAnyException();
  }

  @Test
  void most_objects_have_none_but_the_labels_that_are_shown() {
    String yaml =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: web, labels: {tier: front, team: a, other: x}}
        """;
    assertThat(of(yaml)).isSameAs(Facts.NONE);
    assertThat(of(yaml, new LinkedHashSet<>(List.of("team", "none", "tier"))).info())
        .extracting(InfoItem::name, InfoItem::value)
        .containsExactly(tuple("team", "a"), tuple("tier", "front"));
  }
}
