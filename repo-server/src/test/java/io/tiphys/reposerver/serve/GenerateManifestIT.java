package io.tiphys.reposerver.serve;

import static io.tiphys.reposerver.serve.ServeFixture.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GenerateManifestIT {

  @RegisterExtension final ServeFixture server = new ServeFixture();

  @Test
  void answersTheManifestsOfADirectoryAtARevision() {
    String commit = server.repository.commit(Map.of("web/cm.yaml", configMap("web", "one")));
    var answer = server.manifests("web");
    assertThat(answer.getRevision()).isEqualTo(commit);
    assertThat(answer.getSourceType()).isEqualTo("Directory");
    assertThat(answer.getManifestsList())
        .containsExactly(
            "{\"apiVersion\":\"v1\",\"data\":{\"key\":\"one\"},\"kind\":\"ConfigMap\","
                + "\"metadata\":{\"name\":\"web\"}}");
  }

  @Test
  void aCommitThatTouchesNothingOfAnApplicationCostsNoRender() throws Exception {
    var files = new HashMap<String, String>();
    for (int i = 0; i < 20; i++) {
      files.put("apps/a%02d/cm.yaml".formatted(i), configMap("a" + i, "one"));
    }
    server.repository.commit(files);
    for (int i = 0; i < 20; i++) {
      server.manifests("apps/a%02d".formatted(i));
    }
    assertThat(server.renders).hasValue(20);

    String second = server.repository.commit(Map.of("apps/a07/cm.yaml", configMap("a7", "two")));
    for (int i = 0; i < 20; i++) {
      var answer = server.manifests("apps/a%02d".formatted(i));
      assertThat(answer.getRevision()).as("of this request").isEqualTo(second);
      assertThat(answer.getManifests(0)).contains(i == 7 ? "\"two\"" : "\"one\"");
    }
    assertThat(server.renders).as("only the one that was touched").hasValue(21);

    server.repository.commit("main", "back", Map.of("README", "text"), Set.of());
    server.manifests("apps/a07");
    assertThat(server.renders).hasValue(21);
  }

  @Test
  void applicationsOfTheSameDirectoryShareOneRender() throws Exception {
    server.repository.commit(Map.of("web/cm.yaml", configMap("web", "one")));
    var calls = new ArrayList<Callable<String>>();
    for (int i = 0; i < 200; i++) {
      var request = server.request("web").setAppName("app-" + i).setNoRevisionCache(false).build();
      calls.add(() -> server.stub().generateManifest(request).getManifests(0));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).contains("\"one\"");
      }
    }
    assertThat(server.renders).hasValue(1);
    assertThat(server.listings).hasValue(1);
    assertThat(server.fetches).hasValue(1);
  }

  @Test
  void aHardRefreshRendersAgain() {
    server.repository.commit(Map.of("web/cm.yaml", configMap("web", "one")));
    server.manifests("web");
    server.manifests("web");
    assertThat(server.renders).hasValue(1);
    server.stub().generateManifest(server.request("web").setNoCache(true).build());
    assertThat(server.renders).hasValue(2);
  }

  @Test
  void aRenderThatMayHaveHadBadLuckIsTriedThreeTimesAndThenSaidToBeRemembered() {
    server.repository.commit(
        Map.of(
            "web/Chart.yaml",
            """
            apiVersion: v2
            name: web
            version: 1.0.0
            dependencies: [{name: away, version: 1.0.0, repository: "http://127.0.0.1:1"}]
            """));
    String cached = "Manifest generation error (cached): ";
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThatThrownBy(() -> server.manifests("web"))
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageNotContaining(cached);
      assertThat(server.renders).hasValue(attempt);
    }
    assertThatThrownBy(() -> server.manifests("web")).hasMessageContaining(cached);
    assertThat(server.renders).as("not rendered once more").hasValue(3);
  }

  @Test
  void aRenderThatFailsIsNotRepeatedUntilSomeoneInsists() throws Exception {
    server.repository.commit(
        Map.of("web/cm.yaml", "kind: ConfigMap\napiVersion: v1\nmetadata: {{ x }}\n"));
    var first = catchThrowable(() -> server.manifests("web"));
    assertThat(first).isInstanceOf(StatusRuntimeException.class);
    assertThat(server.renders).hasValue(1);
    assertThatThrownBy(() -> server.manifests("web"))
        .as("the same text, so that no status changes")
        .hasMessage(first.getMessage());
    assertThat(server.renders).hasValue(1);
    assertThatThrownBy(
            () -> server.stub().generateManifest(server.request("web").setNoCache(true).build()))
        .isInstanceOf(StatusRuntimeException.class);
    assertThat(server.renders).hasValue(2);

    server.repository.commit(Map.of("web/cm.yaml", configMap("web", "repaired")));
    assertThat(server.manifests("web").getManifests(0)).contains("repaired");
  }

  @Test
  void aMirrorThatIsDeletedUnderneathIsMadeAnewOnce() throws Exception {
    var files = new HashMap<String, String>();
    for (int i = 0; i < 50; i++) {
      files.put("app-%d/cm.yaml".formatted(i), configMap("a" + i, "one"));
    }
    server.repository.commit(files);
    server.manifests("app-0");
    server.damageMirrors();
    var calls = new ArrayList<Callable<String>>();
    for (int i = 1; i < 50; i++) {
      var request = server.request("app-" + i).setNoRevisionCache(false).build();
      calls.add(() -> server.stub().generateManifest(request).getManifests(0));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(calls)) {
        assertThat(answer.get()).contains("\"one\"");
      }
    }
    assertThat(server.fetches).hasValue(2);
  }

  @Test
  void badInputIsAnsweredInTheKnownWords() {
    server.repository.commit(
        Map.of(
            "web/cm.yaml", configMap("web", "one"),
            "evil/passwd.yaml", "-> ../../../etc/passwd",
            "out", "-> ../elsewhere"));
    assertThatThrownBy(() -> server.manifests("absent"))
        .hasMessage("UNKNOWN: absent: app path does not exist");
    assertThatThrownBy(() -> server.manifests("../etc"))
        .hasMessage("UNKNOWN: ../etc: app path outside root");
    assertThatThrownBy(() -> server.manifests("out"))
        .hasMessageContaining("repository contains out-of-bounds symlinks. file: out");
    assertThatThrownBy(() -> server.manifests("evil"))
        .hasMessageContaining("repository contains out-of-bounds symlinks. file: evil/passwd.yaml");
    assertThatThrownBy(() ->
            server.stub().generateManifest(server.request("web").setRevision("no-such").build()))
        .hasMessage("UNKNOWN: unable to resolve 'no-such' to a commit SHA");
    var elsewhere = server.request("web");
    elsewhere.getRepoBuilder().setRepo("file:///nowhere");
    assertThatThrownBy(() -> server.stub().generateManifest(elsewhere.build()))
        .hasMessage("UNKNOWN: failed to list refs: repository not found");
    assertThatThrownBy(() ->
            server.stub().generateManifest(server.request("web").setVerifySignature(true).build()))
        .hasMessageStartingWith("UNIMPLEMENTED");
  }

  @Test
  void whatARequestSaysOfBuildingIsNotLookedAt() {
    server.repository.commit(Map.of("web/cm.yaml", configMap("web", "one")));
    var request = server.request("web");
    request.getKustomizeOptionsBuilder().setBinaryPath("/bin/false").setBuildOptions("--evil");
    request.putEnabledSourceTypes("Directory", false);
    assertThat(server.stub().generateManifest(request.build()).getManifestsCount()).isEqualTo(1);
    server.manifests("web");
    assertThat(server.renders).as("the same key").hasValue(1);
  }
}
