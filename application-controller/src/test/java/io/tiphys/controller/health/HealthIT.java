package io.tiphys.controller.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.HealthStatus;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.Behaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an Application says of the health of its objects and of its own, while objects and rules
/// change.
class HealthIT {

  @RegisterExtension
  static final TestingController tiphys = TestingController.start("--persist-resource-health");

  private static final String KINDS = "judged-kinds";
  private static final String LONG_AGO = "2020-01-01T00:00:00Z";

  /// A Part is as healthy as its spec says.
  private static final String RULE_OF_PARTS =
      """
      resource.customizations.health.team.health.example.org_Part: |
        return {status = obj.spec.health, message = obj.spec.message}
      """;

  private static List<JudgedObject> objects = List.of();

  @BeforeAll
  static void makeObjects() throws Exception {
    tiphys.configure(RULE_OF_PARTS);
    for (String kind :
        List.of(
            "certificates.cert-manager.io/v1 Certificate",
            "workflows.argoproj.io/v1alpha1 Workflow",
            "parts.team.health.example.org/v1 Part",
            "gadgets.team.health.example.org/v1 Gadget")) {
      define(kind);
    }
    objects = JudgedObject.all();
    String target = tiphys.newNamespace();
    tiphys.awaitPresent("/api/v1/namespaces/" + target + "/serviceaccounts/default");
    for (JudgedObject object : objects) {
      object.make(tiphys.admin(), KINDS, target);
    }
    tiphys.commit(
        KINDS, objects.stream().map(JudgedObject::wanted).collect(Collectors.joining("\n---\n")));
    tiphys.create(KINDS, target, "", "{}");
  }

  /// @param kind `plural.group/version Kind`; objects may say what they like
  private static void define(String kind) throws Exception {
    var words = kind.split("[/ ]");
    String plural = words[0].substring(0, words[0].indexOf('.'));
    String group = words[0].substring(plural.length() + 1);
    var answer =
        tiphys
            .admin()
            .apply(
                "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + words[0],
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: {name: %s}
                spec:
                  group: %s
                  scope: Namespaced
                  names: {kind: %s, plural: %s}
                  versions:
                  - name: %s
                    served: true
                    storage: true
                    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                """
                    .formatted(words[0], group, words[2], plural, words[1]));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    tiphys.awaitPresent("/apis/%s/%s/%s".formatted(group, words[1], plural));
  }

  @AfterAll
  static void removeWhatIsInNoNamespace() throws IOException {
    for (JudgedObject object : objects) {
      object.remove(tiphys.admin());
    }
  }

  @Test
  @Behaviour("HLT-01")
  void workloads() throws Exception {
    areJudged("HLT-01", 11);
  }

  @Test
  @Behaviour("HLT-02")
  void addressesAndVolumes() throws Exception {
    areJudged("HLT-02", 8);
  }

  @Test
  @Behaviour("HLT-03")
  void podsByRestartPolicy() throws Exception {
    areJudged("HLT-03", 9);
  }

  @Test
  @Behaviour("HLT-04")
  void jobsAndSchedules() throws Exception {
    areJudged("HLT-04", 8);
  }

  @Test
  @Behaviour("HLT-05")
  void autoscalersOfBothVersions() throws Exception {
    areJudged("HLT-05", 4);
  }

  @Test
  @Behaviour("HLT-06")
  void apiServicesAndWorkflows() throws Exception {
    areJudged("HLT-06", 5);
  }

  @Test
  @Behaviour("HLT-07")
  void customResourcesByTheBundledTable() throws Exception {
    areJudged("HLT-07", 5);
  }

  private static void areJudged(String row, int count) throws Exception {
    var rows = objects.stream().filter(object -> object.row().equals(row)).toList();
    assertThat(rows).hasSize(count);
    for (JudgedObject expected : rows) {
      tiphys.await(
          KINDS,
          app -> {
            HealthStatus health = health(app, expected.object().kind(), expected.object().name());
            String said = health == null ? "" : health.status() + " " + health.message();
            assertThat(said)
                .as("%s/%s", expected.object().kind(), expected.object().name())
                .startsWith(expected.health())
                .contains(expected.message());
            assertThat(health == null).isEqualTo(expected.health().isEmpty());
          });
    }
  }

  private static HealthStatus judged(Application app, String kind, String name) {
    HealthStatus health = health(app, kind, name);
    assertThat(health).as(kind + " " + name).isNotNull();
    return Objects.requireNonNull(health);
  }

  private static @Nullable HealthStatus health(Application app, String kind, String name) {
    return app.status().resources().stream()
        .filter(one -> one.kind().equals(kind) && one.name().equals(name))
        .findFirst()
        .map(ResourceStatus::health)
        .orElse(null);
  }

  @Test
  @Behaviour({"HLT-08", "HLT-09"})
  void rulesOfTheSettingsTakeEffectWhenTheyChange() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit(
        "judged-ruled",
        gadget("one", "{}")
            + gadget("two", "{}")
            + "---\n{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}");
    tiphys.create("judged-ruled", target, "", "{automated: {}}");
    says("judged-ruled", "Service", "web", "Healthy", "");
    says("judged-ruled", "Gadget", "one", "", "");

    tiphys.configure(
        RULE_OF_PARTS
            + """
            resource.customizations.health.Service: |
              return {status = "Suspended", message = "instead of what is built in"}
            resource.customizations: |
              "*.health.example.org/*":
                health.lua: |
                  return {status = "Healthy", message = "by the wild rule"}
            """);
    says("judged-ruled", "Service", "web", "Suspended", "instead of what is built in");
    says("judged-ruled", "Gadget", "one", "Healthy", "by the wild rule");

    String wildAndExact =
        RULE_OF_PARTS
            + """
            resource.customizations: |
              "*.health.example.org/*":
                health.lua: |
                  return {status = "Healthy", message = "by the wild rule"}
            resource.customizations.health.team.health.example.org_Gadget: |
              while obj.metadata.name == "two" do pcall(error) end
              return {status = "Healthy", message = string.upper("exact")}
            """;
    tiphys.configure(wildAndExact);
    says("judged-ruled", "Service", "web", "Healthy", "");
    says(
        "judged-ruled",
        "Gadget",
        "one",
        "Unknown",
        "health.lua:2: attempt to index global 'string' (a nil value)");

    tiphys.configure(
        wildAndExact
            + "resource.customizations.useOpenLibs.team.health.example.org_Gadget: \"true\"\n");
    says("judged-ruled", "Gadget", "one", "Healthy", "EXACT");
    tiphys.await( // and only the object whose run does not end is not known
        "judged-ruled",
        app -> {
          HealthStatus hanging = judged(app, "Gadget", "two");
          assertThat(hanging.status()).isEqualTo("Unknown");
          assertThat(hanging.message()).startsWith("health.lua: the script was stopped: ");
          assertThat(app.status().health().status()).isEqualTo("Unknown");
          assertThat(app.status().sync().status()).isEqualTo("Synced");
        });
    tiphys.configure(RULE_OF_PARTS);
  }

  @Test
  @Behaviour({"HLT-10", "HLT-11", "HLT-13"})
  void theWorstObjectThatCountsDecidesAndIsNamed() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit(
        "judged-ladder",
        part("first", "Healthy", "")
            + part("second", "Healthy", "")
            + part("ignored", "Degraded", "argocd.argoproj.io/ignore-healthcheck: 'true'"));
    tiphys.create("judged-ladder", target, "", "{automated: {}}");
    Application app = is("judged-ladder", "Healthy");
    assertThat(health(app, "Part", "ignored")).isNull();
    assertThat(app.status().resourceHealthSource()).isEmpty();

    String before = "Healthy";
    for (String worse : List.of("Suspended", "Progressing", "Missing", "Degraded", "Unknown")) {
      since("judged-ladder", LONG_AGO);
      become(target, "second", worse);
      assertThat(is("judged-ladder", worse).status().health().lastTransitionTime())
          .isAfter(Instant.parse(LONG_AGO));
      announced(
          "Updated health status: %s -> %s (Caused by team.health.example.org/Part:%s/second)"
              .formatted(before, worse, target));
      before = worse;
    }

    since("judged-ladder", LONG_AGO);
    become(target, "first", "Degraded");
    tiphys.await(
        "judged-ladder",
        it -> {
          assertThat(judged(it, "Part", "first").status()).isEqualTo("Degraded");
          assertThat(it.status().health().status()).isEqualTo("Unknown");
          assertThat(it.status().health().lastTransitionTime())
              .as("the same word as before")
              .isEqualTo(LONG_AGO);
        });
  }

  @Test
  @Behaviour("HLT-10")
  void missingIsOnlyWhatHasNoObjectAtAll() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("judged-absent", part("first", "Healthy", "") + part("second", "Degraded", ""));
    tiphys.create("judged-absent", target, "", "{}");
    is("judged-absent", "Missing");

    make(target, "judged-absent", "first", "Healthy");

    Application app = is("judged-absent", "Healthy");
    assertThat(app.status().sync().status()).isEqualTo("OutOfSync");
    assertThat(health(app, "Part", "second")).isNotNull();
  }

  @Test
  @Behaviour("HLT-10")
  void whatIsToBePrunedCountsAsLongAsItIsThere() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("judged-pruned", part("kept", "Healthy", ""));
    tiphys.create("judged-pruned", target, "", "{automated: {}}");
    is("judged-pruned", "Healthy");

    make(target, "judged-pruned", "extra", "Degraded");
    is("judged-pruned", "Degraded");

    assertThat(tiphys.admin().delete(parts(target, "extra")).statusCode()).isEqualTo(200);
    is("judged-pruned", "Healthy");
  }

  @Test
  @Behaviour("HLT-12")
  void anApplicationAmongTheObjectsCountsByTheRestoredRule() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("judged-child", part("only", "Degraded", ""));
    tiphys.commit("judged-parent", application("judged-child", target));
    tiphys.commit(
        "judged-itself", application("judged-itself", target) + part("own", "Healthy", ""));
    tiphys.create("judged-parent", tiphys.namespace(), "", "{automated: {}}");
    tiphys.create("judged-itself", target, "", "{}");
    make(target, "judged-itself", "own", "Healthy");
    is("judged-child", "Degraded");
    assertThat(health(is("judged-parent", "Healthy"), "Application", "judged-child")).isNull();

    tiphys.configure(
        RULE_OF_PARTS
            + """
            resource.customizations.health.argoproj.io_Application: |
              local health = (obj.status or {}).health or {}
              return {status = health.status or "Progressing", message = health.message}
            """);
    is("judged-parent", "Degraded");
    become(target, "only", "Healthy");
    is("judged-parent", "Healthy");

    is("judged-itself", "Healthy");
    become(target, "own", "Degraded");
    is("judged-itself", "Degraded");
    become(target, "own", "Healthy");
    is("judged-itself", "Healthy"); // though its own health was Degraded
    tiphys.configure(RULE_OF_PARTS);
  }

  private static Application is(String app, String word) throws Exception {
    return tiphys.await(
        app, it -> assertThat(it.status().health().status()).as(app).isEqualTo(word));
  }

  private static void says(String app, String kind, String name, String word, String message)
      throws Exception {
    tiphys.await(
        app,
        it -> {
          HealthStatus health = health(it, kind, name);
          String said = health == null ? "" : health.status();
          assertThat(said).as("%s/%s", kind, name).isEqualTo(word);
          assertThat(health == null ? "" : health.message()).isEqualTo(message);
          assertThat(it.status().sync().status()).isEqualTo("Synced");
        });
  }

  /// Puts the time at which an Application's health began into the past.
  private static void since(String app, String time) throws IOException {
    tiphys.patch(app, "{\"status\":{\"health\":{\"lastTransitionTime\":\"%s\"}}}".formatted(time));
  }

  private static void become(String namespace, String part, String health) throws IOException {
    var answer =
        tiphys
            .admin()
            .patch(parts(namespace, part), "{\"spec\":{\"health\":\"%s\"}}".formatted(health));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void make(String namespace, String app, String part, String health)
      throws IOException {
    String mark =
        "argocd.argoproj.io/tracking-id: %s:team.health.example.org/Part:%s/%s"
            .formatted(app, namespace, part);
    var answer =
        tiphys.admin().apply(parts(namespace, part), part(part, health, mark).replace("---\n", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static void announced(String message) throws Exception {
    tiphys.await(
        "judged-ladder",
        app -> {
          String path = "/api/v1/namespaces/" + tiphys.namespace() + "/events";
          var all = tiphys.admin().get(path).body().getBytes(StandardCharsets.UTF_8);
          assertThat(JsonTree.listOrEmpty(JsonTree.parseObject(all).get("items")))
              .extracting(event -> JsonTree.objectOrEmpty(event).get("message"))
              .contains(message);
        });
  }

  private static String parts(String namespace, String name) {
    return "/apis/team.health.example.org/v1/namespaces/%s/parts/%s".formatted(namespace, name);
  }

  private static String part(String name, String health, String annotation) {
    return """
    ---
    apiVersion: team.health.example.org/v1
    kind: Part
    metadata: {name: %s, annotations: {%s}}
    spec: {health: %s}
    """
        .formatted(name, annotation, health);
  }

  private static String gadget(String name, String spec) {
    return """
    ---
    {apiVersion: team.health.example.org/v1, kind: Gadget, metadata: {name: %s}, spec: %s}
    """
        .formatted(name, spec);
  }

  private static String application(String name, String target) {
    return """
    ---
    apiVersion: argoproj.io/v1alpha1
    kind: Application
    metadata: {name: %1$s, namespace: %3$s}
    spec:
      project: default
      source: {repoURL: "https://git.example.org/all.git", targetRevision: main, path: %1$s}
      destination: {server: "https://kubernetes.default.svc", namespace: %2$s}
      syncPolicy: {automated: {}}
    """
        .formatted(name, target, tiphys.namespace());
  }
}
