package io.tiphys.apiserver.application.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.application.store.AppChange.Type;
import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.Application;
import io.tiphys.proto.v1alpha1.ApplicationList;
import io.tiphys.proto.v1alpha1.ApplicationWatchEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The prepared forms are what the messages would be.
class StoredAppTest {

  @Test
  void readsWhatListsAreFilteredBy() {
    var facts = app("shop", "7").facts();
    assertThat(facts.project()).isEqualTo("team");
    assertThat(facts.labels()).containsEntry("tier", "web");
    assertThat(facts.repoUrls()).containsExactly("https://git.example.com/shop.git");
    assertThat(facts.syncStatus()).isEqualTo("Synced");
    assertThat(facts.healthStatus()).isEqualTo("Healthy");
    assertThat(facts.isRefreshing()).isFalse();
  }

  @Test
  void whatIsHydratedIsReadToo() {
    var app =
        StoredApp.of(
            new AppName("argocd", "dry"),
            """
            {"metadata":{"name":"dry","namespace":"argocd"},
             "spec":{"sourceHydrator":{"drySource":{"repoURL":"https://git.example.com/dry.git"},
                                       "syncSource":{"targetBranch":"env"}}}}
            """
                .getBytes(StandardCharsets.UTF_8));
    assertThat(app.facts().repoUrls()).containsExactly("https://git.example.com/dry.git");
    assertThat(app.facts().project()).as("none is named").isEqualTo("default");
  }

  @Test
  void oneApplicationIsTheSameInEachForm() throws IOException {
    var app = app("shop", "7");
    var message = Application.parseFrom(proto(app));
    assertThat(message.getMetadata().getName()).isEqualTo("shop");
    assertThat(app.protoSize()).isEqualTo(message.getSerializedSize());
    assertThat(tree(app, Fields.ALL)).isEqualTo(GoJson.toTree(message));
    assertThat(tree(app, Fields.ALL)).doesNotContainKeys("kind", "apiVersion");
  }

  @Test
  void aListIsTheSameInEachForm() throws IOException {
    var list = new AppList(List.of(app("a", "7"), app("b", "9")), "9", "", null, null);
    var message = ApplicationList.parseFrom(proto(list));
    assertThat(list.protoSize()).isEqualTo(proto(list).length);
    assertThat(message.getItemsList())
        .extracting(it -> it.getMetadata().getName())
        .containsExactly("a", "b");
    assertThat(tree(list, Fields.ALL)).isEqualTo(GoJson.toTree(message));
    assertThat(tree(list, Fields.parse("items.metadata.name")))
        .isEqualTo(
            Map.of(
                "items",
                List.of(
                    Map.of("metadata", Map.of("name", "a")),
                    Map.of("metadata", Map.of("name", "b")))));
    assertThat(tree(list, Fields.parse("-items")))
        .isEqualTo(Map.of("metadata", Map.of("resourceVersion", "9")));
  }

  @Test
  void anEmptyListHasNoItems() throws IOException {
    var none = new AppList(List.of(), "3", "", null, null);
    assertThat(text(none, Fields.ALL))
        .isEqualTo("{\"metadata\":{\"resourceVersion\":\"3\"},\"items\":null}");
  }

  @Test
  void aFrameOfAWatchIsTheSameInEachForm() throws IOException {
    var change = new AppChange(Type.MODIFIED, app("shop", "7"));
    var message = ApplicationWatchEvent.parseFrom(proto(change));
    assertThat(change.protoSize()).isEqualTo(message.getSerializedSize());
    assertThat(tree(change, Fields.ALL)).isEqualTo(GoJson.toTree(message));
    assertThat(tree(change, Fields.parse("type,application.metadata.name")))
        .isEqualTo(
            Map.of("type", "MODIFIED", "application", Map.of("metadata", Map.of("name", "shop"))));
  }

  @Test
  void aSlowWatcherIsOwedTheNewestStateOnly() throws Exception {
    try (var changes = new Changes(List.of(), List.of(), it -> {})) {
      changes.add(new AppChange(Type.ADDED, app("a", "1")));
      changes.add(new AppChange(Type.MODIFIED, app("a", "2")));
      changes.add(new AppChange(Type.MODIFIED, app("b", "3")));
      changes.add(new AppChange(Type.DELETED, app("b", "4")));
      var first = changes.take();
      assertThat(first.type()).isEqualTo(Type.ADDED);
      assertThat(first.app().facts().resourceVersion()).isEqualTo("2");
      assertThat(changes.take().type()).isEqualTo(Type.DELETED);
      assertThat(changes.poll(java.time.Duration.ZERO)).isNull();
    }
  }

  @Test
  void versionsAreNumbersOfAnyLength() {
    assertThat(AppFacts.isNewer("10", "9")).isTrue();
    assertThat(AppFacts.isNewer("9", "10")).isFalse();
    assertThat(AppFacts.isNewer("10", "10")).isFalse();
  }

  static StoredApp app(String name, String version) {
    return app(name, "uid-" + name, version);
  }

  static StoredApp app(String name, String uid, String version) {
    String json =
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",
         "metadata":{"name":"%s","namespace":"argocd","uid":"%s","resourceVersion":"%s",
                     "creationTimestamp":"2026-01-02T03:04:05Z","labels":{"tier":"web"}},
         "spec":{"project":"team","destination":{"server":"https://kubernetes.default.svc"},
                 "source":{"repoURL":"https://git.example.com/shop.git","path":"."}},
         "status":{"sync":{"status":"Synced"},"health":{"status":"Healthy"}}}
        """
            .formatted(name, uid, version);
    return StoredApp.of(new AppName("argocd", name), json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] proto(Reply<?> reply) throws IOException {
    var out = new ByteArrayOutputStream();
    reply.writeProto(out);
    return out.toByteArray();
  }

  private static String text(Reply<?> reply, Fields fields) throws IOException {
    var out = new ByteArrayOutputStream();
    reply.writeJson(out, fields);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Map<String, ?> tree(Reply<?> reply, Fields fields) throws IOException {
    return JsonTree.parseObject(text(reply, fields).getBytes(StandardCharsets.UTF_8));
  }
}
