package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What dashboards, alerts and `kubectl get events` have to see of an Application that is synced.
class ControllerTellsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(1);

  private final TestingGit git = TestingGit.start();
  private Installation tiphys;
  private Apps apps;

  @BeforeEach
  void start() {
    tiphys =
        Installation.standalone(
            cluster,
            Map.of(
                "ARGOCD_APPLICATION_CONTROLLER_METRICS_APPLICATION_LABELS", "team",
                "ARGOCD_APPLICATION_CONTROLLER_METRICS_APPLICATION_CONDITIONS", "ComparisonError"));
    apps = new Apps(cluster, cluster.namespace(), tiphys);
  }

  @AfterEach
  void stop() {
    tiphys.close();
    git.close();
  }

  @Test
  void tellsWhatASyncDidInMetricsAndEvents() throws Exception {
    var repository = git.repository("shop");
    String target = cluster.newNamespace();
    String revision = repository.commit(Map.of("app/settings.yaml", SETTINGS));
    apps.create(
        "shop",
        Map.of("labels", Map.of("team", "blue")),
        """
        project: default
        source: {repoURL: "%s", targetRevision: main, path: app}
        destination: {server: "https://kubernetes.default.svc", namespace: %s}
        syncPolicy: {automated: {}}
        """
            .formatted(repository.fileUrl(), target));
    apps.create(
        "broken",
        """
        project: default
        source: {repoURL: "%s", targetRevision: main, path: nowhere}
        destination: {server: "https://kubernetes.default.svc", namespace: %s}
        """
            .formatted(repository.fileUrl(), target));
    apps.await("shop", "Synced", "Healthy");
    apps.await("broken", it -> assertThat(it.status().sync().status()).isEqualTo("Unknown"));

    assertThat(tiphys.askController("/healthz")).isEqualTo("ok\n");
    seesMetrics(target);
    assertThat(tiphys.askRepoServer("/metrics"))
        .contains("\nargocd_git_request_total{", "\nargocd_redis_request_total{");
    seesEvents(revision);
  }

  private void seesMetrics(String target) throws Exception {
    String text = tiphys.askController("/metrics");
    String shop = "name=\"shop\",namespace=\"%s\"".formatted(cluster.namespace());

    assertThat(sample(text, "argocd_app_info", shop))
        .contains("autosync_enabled=\"true\"")
        .contains("dest_namespace=\"" + target + "\"")
        .contains("dest_server=\"https://kubernetes.default.svc\"")
        .contains("health_status=\"Healthy\"")
        .contains("operation=\"\"")
        .contains("project=\"default\"")
        .contains("repo=\"file://")
        .contains("sync_status=\"Synced\"")
        .endsWith(" 1.0");
    assertThat(sample(text, "argocd_app_labels", shop)).contains("label_team=\"blue\"");
    assertThat(sample(text, "argocd_app_condition", "name=\"broken\""))
        .contains("condition=\"ComparisonError\"");
    assertThat(sample(text, "argocd_app_sync_total", shop))
        .contains("dry_run=\"false\"")
        .contains("phase=\"Succeeded\"")
        .endsWith(" 1.0");
    assertThat(sample(text, "argocd_app_k8s_request_total", shop))
        .contains("resource_kind=\"configmaps\"")
        .contains("resource_namespace=\"" + target + "\"");
    assertThat(sample(text, "argocd_cluster_connection_status", "")).endsWith(" 1.0");
    assertThat(sample(text, "argocd_cluster_info", ""))
        .contains("name=\"in-cluster\"")
        .contains("k8s_version=\"v1.");
    assertThat(sample(text, "workqueue_adds_total", "name=\"app_reconciliation_queue\""))
        .isNotEmpty();
    assertThat(sample(text, "workqueue_adds_total", "name=\"app_operation_processing_queue\""))
        .isNotEmpty();
    LABELS.forEach((metric, labels) ->
        assertThat(labels(text, metric))
            .as(metric)
            .isEqualTo(new TreeSet<>(List.of(labels.split(",")))));
    assertThat(text)
        .contains("\nprocess_resident_memory_bytes ")
        .contains("\ngo_goroutines ")
        .contains("\nprocess_start_time_seconds ");
  }

  /// Every metric's labels, as public dashboards expect them.
  private static final Map<String, String> LABELS = new LinkedHashMap<>();

  static {
    LABELS.put(
        "argocd_app_info",
        "namespace,name,project,autosync_enabled,repo,dest_server,dest_namespace,sync_status,"
            + "health_status,operation");
    LABELS.put("argocd_app_condition", "namespace,name,project,condition");
    LABELS.put("argocd_app_labels", "namespace,name,project,label_team");
    LABELS.put("argocd_app_sync_total", "namespace,name,project,dest_server,phase,dry_run");
    LABELS.put("argocd_app_sync_duration_seconds_total", "namespace,name,project,dest_server");
    LABELS.put(
        "argocd_app_k8s_request_total",
        "namespace,name,project,server,response_code,verb,resource_kind,resource_namespace,"
            + "dry_run");
    LABELS.put("argocd_app_reconcile_bucket", "namespace,dest_server,le");
    LABELS.put("argocd_app_reconcile_count", "namespace,dest_server");
    LABELS.put("argocd_app_orphaned_resources_count", "namespace,name,project");
    LABELS.put("argocd_cluster_info", "server,k8s_version,name");
    LABELS.put("argocd_cluster_api_resource_objects", "server");
    LABELS.put("argocd_cluster_api_resources", "server");
    LABELS.put("argocd_cluster_cache_age_seconds", "server");
    LABELS.put("argocd_cluster_connection_status", "server,k8s_version");
    LABELS.put("argocd_cluster_events_total", "server,group,kind");
    LABELS.put("argocd_kubectl_exec_total", "hostname,command");
    LABELS.put("argocd_kubectl_requests_total", "host,method,code");
    LABELS.put("argocd_kubectl_request_duration_seconds_count", "host,verb");
    LABELS.put("workqueue_depth", "name");
    LABELS.put("workqueue_adds_total", "name");
    LABELS.put("workqueue_queue_duration_seconds_count", "name");
    LABELS.put("workqueue_work_duration_seconds_count", "name");
  }

  private void seesEvents(String revision) {
    Await.until(
        "the Events are there",
        () -> {
          List<String> events = events();
          assertThat(events)
              .contains(
                  "Normal OperationStarted Initiated automated sync to '" + revision + "'",
                  "Normal OperationCompleted Sync operation to " + revision + " succeeded",
                  "Normal ResourceUpdated Updated sync status: OutOfSync -> Synced");
          assertThat(events)
              .filteredOn(event -> event.startsWith("Normal OperationCompleted"))
              .hasSize(1);
          assertThat(events)
              .anyMatch(event -> event.matches("Normal ResourceUpdated Updated health status: .*"));
        },
        tiphys::logs);
  }

  /// Those of the Application, once it is sure that they are about it.
  private List<String> events() {
    String json =
        Kubectl.of(cluster)
            .run("get", "events", "--field-selector=involvedObject.name=shop", "-o", "json");
    var texts = new ArrayList<String>();
    for (Object item :
        JsonTree.listOrEmpty(
            JsonTree.parseObject(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .get("items"))) {
      var event = JsonTree.objectOrEmpty(item);
      var object = JsonTree.objectOrEmpty(event.get("involvedObject"));
      assertThat(object)
          .containsEntry("apiVersion", "argoproj.io/v1alpha1")
          .containsEntry("kind", "Application")
          .containsEntry("uid", apps.get("shop").metadata().uid());
      assertThat(JsonTree.objectOrEmpty(event.get("source")))
          .containsEntry("component", "argocd-application-controller");
      var metadata = JsonTree.objectOrEmpty(event.get("metadata"));
      assertThat(String.valueOf(metadata.get("name"))).matches("shop\\.[0-9a-f]{16}");
      assertThat(JsonTree.objectOrEmpty(metadata.get("annotations")))
          .containsEntry("dest-server", "https://kubernetes.default.svc");
      texts.add(event.get("type") + " " + event.get("reason") + " " + event.get("message"));
    }
    return texts;
  }

  private static String sample(String text, String metric, String part) {
    return text.lines()
        .filter(line -> line.startsWith(metric + "{") && line.contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError(metric + " " + part + " is not in\n" + text));
  }

  private static TreeSet<String> labels(String text, String metric) {
    var names = new TreeSet<String>();
    var label =
        Pattern.compile("([a-z0-9_]+)=\"(?:[^\"\\\\]|\\\\.)*\"").matcher(sample(text, metric, ""));
    while (label.find()) {
      names.add(label.group(1));
    }
    return names;
  }

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {word: one}
      """;
}
