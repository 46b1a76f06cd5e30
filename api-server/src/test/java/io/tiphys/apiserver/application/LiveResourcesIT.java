package io.tiphys.apiserver.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.tiphys.exchange.state.Item;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.tree.HostInfo;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceDiffBuilder;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.proto.application.ApplicationResourceDeleteRequest;
import io.tiphys.proto.application.ApplicationResourceEventsQuery;
import io.tiphys.proto.application.ApplicationResourcePatchRequest;
import io.tiphys.proto.application.ApplicationResourceRequest;
import io.tiphys.proto.application.ApplicationServerSideDiffQuery;
import io.tiphys.proto.application.ApplicationServerSideDiffResponse;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Objects of an Application's tree, shown and changed in the cluster.
class LiveResourcesIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final String MERGE = "application/merge-patch+json";

  private static ApplicationRoom room;
  private static String target;

  @BeforeAll
  static void open() throws Exception {
    room = new ApplicationRoom(cluster);
    target = cluster.newNamespace();
    room.apply(
        "shop",
        """
        spec:
          project: default
          source: {repoURL: "https://git.example.org/shop.git", targetRevision: main, path: app}
          destination: {server: "https://kubernetes.default.svc", namespace: %s}
          ignoreDifferences: [{group: "", kind: ConfigMap, jsonPointers: [/data/noise]}]
        """
            .formatted(target));
    for (String name : List.of("plain", "patched", "gone", "kept", "stranger")) {
      create(
          "configmaps", "{\"metadata\":{\"name\":\"%s\"},\"data\":{\"a\":\"1\"}}".formatted(name));
    }
    create("secrets", "{\"metadata\":{\"name\":\"login\"},\"stringData\":{\"word\":\"hush\"}}");
    var nodes = new ArrayList<Item<ResourceNode>>();
    for (String name : List.of("plain", "patched", "gone", "kept")) {
      nodes.add(node("ConfigMap", name));
    }
    nodes.add(node("Secret", "login"));
    assertThat(
            room.state()
                .writeTree(
                    room.ref("shop"),
                    nodes,
                    List.<Item<ResourceNode>>of(),
                    List.<Item<HostInfo>>of()))
        .isTrue();
  }

  @AfterAll
  static void close() {
    room.close();
  }

  private static void create(String plural, String json) throws Exception {
    var answer = cluster.admin().post("/api/v1/namespaces/" + target + "/" + plural, json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private static Item<ResourceNode> node(String kind, String name) {
    ResourceNode node =
        ResourceNodeBuilder.builder()
            .version("v1")
            .kind(kind)
            .namespace(target)
            .name(name)
            .uid("uid-of-" + name)
            .build();
    return new Item<>(kind + name, "1", () -> node);
  }

  private static Map<String, @Nullable Object> stored(String configMap) throws Exception {
    String path = "/api/v1/namespaces/" + target + "/configmaps/" + configMap;
    return parse(cluster.admin().get(path).body());
  }

  private static Map<String, @Nullable Object> parse(String json) {
    return JsonTree.parseObject(json.getBytes(StandardCharsets.UTF_8));
  }

  private static ApplicationResourceRequest shown(String kind, String name) {
    return ApplicationResourceRequest.newBuilder()
        .setName("shop")
        .setVersion("v1")
        .setKind(kind)
        .setNamespace(target)
        .setResourceName(name)
        .build();
  }

  @Test
  void anObjectIsShownAsItIsAndASecretWithoutItsValues() {
    var plain = parse(room.apps().getResource(shown("ConfigMap", "plain")).getManifest());
    assertThat(plain.get("data")).isEqualTo(Map.of("a", "1"));
    String secret = room.apps().getResource(shown("Secret", "login")).getManifest();
    assertThat(secret).contains("word").doesNotContain("hush", "aHVzaA");
  }

  @Test
  void whatIsNotInTheTreeIsNotThere() {
    refused(
        () -> room.apps().getResource(shown("ConfigMap", "stranger")),
        "ConfigMap  stranger not found as part of application shop");
    refused(
        () -> patch("stranger", "{}", MERGE),
        "ConfigMap  stranger not found as part of application shop");
  }

  private interface Asking {
    void ask();
  }

  private static void refused(Asking asking, String text) {
    var refusal = catchThrowableOfType(StatusRuntimeException.class, asking::ask);
    assertThat(refusal).isNotNull();
    assertThat(refusal.getStatus().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.getStatus().getDescription()).isEqualTo(text);
  }

  private static Object patch(String name, String patch, String type) {
    var answer =
        room.apps()
            .patchResource(
                ApplicationResourcePatchRequest.newBuilder()
                    .setName("shop")
                    .setVersion("v1")
                    .setKind("ConfigMap")
                    .setNamespace(target)
                    .setResourceName(name)
                    .setPatch(patch)
                    .setPatchType(type)
                    .build());
    return JsonTree.objectOrEmpty(parse(answer.getManifest()).get("data"));
  }

  @Test
  void eachTypeOfPatchIsTaken() throws Exception {
    assertThat(patch("patched", "{\"data\":{\"b\":\"2\"}}", MERGE))
        .isEqualTo(Map.of("a", "1", "b", "2"));
    assertThat(
            patch(
                "patched",
                "[{\"op\":\"remove\",\"path\":\"/data/a\"}]",
                "application/json-patch+json"))
        .isEqualTo(Map.of("b", "2"));
    assertThat(
            patch(
                "patched",
                "{\"data\":{\"b\":null,\"c\":\"3\"}}",
                "application/strategic-merge-patch+json"))
        .isEqualTo(Map.of("c", "3"));
    assertThat(stored("patched").get("data")).isEqualTo(Map.of("c", "3"));
    refused(() -> patch("patched", "{}", "text/plain"), "patch type 'text/plain' is not supported");
    ApplicationRoom.await(() ->
        assertThat(room.events())
            .extracting(event -> event.get("message"))
            .contains("admin patched resource /ConfigMap 'patched'"));
  }

  @Test
  void anObjectIsDeletedByForceOrLeavingWhatHangsOnIt() throws Exception {
    room.apps().deleteResource(deletion("gone").setForce(true).build());
    assertThat(stored("gone")).containsEntry("reason", "NotFound");
    assertThat(stored("kept")).containsKey("data");
    room.apps().deleteResource(deletion("kept").setOrphan(true).build());
    assertThat(cluster.admin().get("/api/v1/namespaces/" + target + "/configmaps/kept").body())
        .containsAnyOf("\"reason\":\"NotFound\"", "deletionTimestamp");
  }

  private static ApplicationResourceDeleteRequest.Builder deletion(String name) {
    return ApplicationResourceDeleteRequest.newBuilder()
        .setName("shop")
        .setVersion("v1")
        .setKind("ConfigMap")
        .setNamespace(target)
        .setResourceName(name);
  }

  @Test
  void eventsAreThoseOfTheObjectThatIsMeant() throws Exception {
    for (String uid : List.of("uid-of-plain", "uid-of-another")) {
      create(
          "events",
          """
          {"metadata":{"name":"%s"},"reason":"Seen","message":"%s",
           "involvedObject":{"kind":"ConfigMap","namespace":"%s","name":"plain","uid":"%s"}}
          """
              .formatted(uid, uid, target, uid));
    }
    var query =
        ApplicationResourceEventsQuery.newBuilder()
            .setName("shop")
            .setResourceNamespace(target)
            .setResourceName("plain");
    assertThat(
            room.apps()
                .listResourceEvents(query.setResourceUID("uid-of-plain").build())
                .getItemsList())
        .extracting(event -> event.getMessage())
        .containsExactly("uid-of-plain");
    refused(
        () -> room.apps().listResourceEvents(query.setResourceUID("uid-of-another").build()),
        "plain not found as part of application shop");
  }

  @Behaviour("DIF-06")
  @Test
  void theApiServerSaysWhatTargetsWouldBecome() throws Exception {
    create(
        "configmaps",
        "{\"metadata\":{\"name\":\"judged\"},\"data\":{\"a\":\"1\",\"noise\":\"x\"}}");
    assertThat(
            room.state()
                .writeManaged(room.ref("shop"), List.of(managed("judged"), managed("missing"))))
        .isTrue();
    String wanted =
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"%s\"},\"data\":{%s}}";
    var query = ApplicationServerSideDiffQuery.newBuilder().setAppName("shop");
    var same =
        room.apps()
            .serverSideDiff(
                query
                    .clone()
                    .addTargetManifests(wanted.formatted("judged", "\"a\":\"1\",\"noise\":\"y\""))
                    .build());
    assertThat(same.getModified()).as(same.toString()).isFalse();
    assertThat(same.getItems(0).getTargetState()).isEqualTo(same.getItems(0).getLiveState());

    var other =
        room.apps()
            .serverSideDiff(
                query
                    .clone()
                    .addTargetManifests(wanted.formatted("judged", "\"a\":\"2\""))
                    .addTargetManifests(wanted.formatted("missing", ""))
                    .build());
    assertThat(other.getModified()).isTrue();
    var judged = other.getItems(0);
    assertThat(judged.getModified()).isTrue();
    assertThat(parse(judged.getLiveState()).get("data")).isEqualTo(Map.of("a", "1"));
    assertThat(parse(judged.getTargetState()).get("data")).isEqualTo(Map.of("a", "2"));
    assertThat(judged.getTargetState()).contains("creationTimestamp").doesNotContain("managed");
    assertThat(other.getItems(1).getLiveState()).isEmpty();
    assertThat(other.getItems(1).getTargetState()).contains("\"missing\"");
    refused(
        () ->
            room.apps()
                .serverSideDiff(
                    query.clone().addTargetManifests(wanted.formatted("plain", "")).build()),
        "ConfigMap  plain not found as part of application shop");
    assertThat(stored("judged").get("data")).isEqualTo(Map.of("a", "1", "noise", "x"));
  }

  private static Item<ResourceDiff> managed(String name) {
    return managed("ConfigMap", target, name);
  }

  private static Item<ResourceDiff> managed(String kind, String namespace, String name) {
    var diff = ResourceDiffBuilder.builder().kind(kind).namespace(namespace).name(name).build();
    return new Item<>(name, "1", () -> diff);
  }

  @Behaviour({"DIF-05", "DIF-06"})
  @Test
  void whatAdmissionAddsToTargetsIsADifferenceToWhoAsksForIt() throws Exception {
    String namespace = cluster.newNamespace();
    String wanted =
        """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"shop","namespace":"%s"},
         "spec":{"ports":[{"name":"ours","port":80}]}}\
        """
            .formatted(namespace);
    String service =
        "/api/v1/namespaces/%s/services/shop?force=true&fieldManager=argocd-controller"
            .formatted(namespace);
    assertThat(applied(service, wanted)).contains("ours");
    String policies = "/apis/admissionregistration.k8s.io/v1/mutatingadmissionpolic";
    String policy = policies + "ies/" + namespace;
    String binding = policies + "ybindings/" + namespace;
    try {
      cluster.admin().apply(policy, MUTATION.formatted(namespace));
      cluster.admin().apply(binding, BINDING.formatted(namespace));
      ApplicationRoom.await(
          () -> // the API server takes a moment to heed it
          assertThat(applied(service + "&dryRun=All", wanted)).contains("injected"));

      var quiet = judged("quiet", "", namespace, wanted);
      assertThat(quiet.getModified()).as(quiet.toString()).isFalse();
      var asking =
          judged(
              "asking",
              "metadata: {annotations: {argocd.argoproj.io/compare-options: IncludeMutationWebhook=true}}",
              namespace,
              wanted);
      assertThat(asking.getModified()).isTrue();
      assertThat(asking.getItems(0).getTargetState()).contains("injected");
    } finally {
      cluster.admin().delete(binding);
      cluster.admin().delete(policy);
    }
  }

  private static String applied(String path, String json) throws Exception {
    return cluster.admin().patch(path, "application/apply-patch+yaml", json).body();
  }

  private static ApplicationServerSideDiffResponse judged(
      String app, String metadata, String namespace, String wanted) throws Exception {
    room.apply(
        app,
        """
        %s
        spec:
          project: default
          source: {repoURL: "https://git.example.org/shop.git", targetRevision: main, path: app}
          destination: {server: "https://kubernetes.default.svc", namespace: %s}
        """
            .formatted(metadata, namespace));
    assertThat(
            room.state()
                .writeManaged(room.ref(app), List.of(managed("Service", namespace, "shop"))))
        .isTrue();
    return room.apps()
        .serverSideDiff(
            ApplicationServerSideDiffQuery.newBuilder()
                .setAppName(app)
                .addTargetManifests(wanted)
                .build());
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
          - {apiGroups: [""], apiVersions: [v1], resources: [services], operations: [UPDATE]}
        mutations:
        - patchType: ApplyConfiguration
          applyConfiguration:
            expression: >-
              Object{spec: Object.spec{ports: [
                Object.spec.ports{name: "injected", port: 81, protocol: "TCP"}]}}
      """;

  private static final String BINDING =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: %1$s}
      spec: {policyName: %1$s}
      """;
}
