package io.tiphys.kube.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.ResourcePath;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RawObjectTest {

  private static final WatchTarget DEPLOYMENTS =
      new WatchTarget(ResourcePath.collection("apps", "v1", "deployments", ""), "Deployment");

  private static RawObject read(String json) {
    return RawObject.of(DEPLOYMENTS, json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void reads_the_header() {
    ObjectHeader header =
        read("""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop","uid":"u-1",
         "resourceVersion":"42","creationTimestamp":"2026-01-02T03:04:05Z","deletionTimestamp":"2026-01-02T03:04:06Z",
         "labels":{"a":"1","quote":"\\"\\u00e9\\n"},
         "annotations":{"argocd.argoproj.io/tracking-id":"app:apps/Deployment:shop/web","other":"{\\"metadata\\":{\\"name\\":\\"no\\"}}"},
         "ownerReferences":[{"apiVersion":"example.org/v1","kind":"Shop","name":"s","uid":"u-0","controller":true}]},
         "spec":{"metadata":{"name":"no"}}}\
        """)
            .header();
    assertThat(header.key()).isEqualTo(new ResourceKey("apps", "Deployment", "shop", "web"));
    assertThat(header.apiVersion()).isEqualTo("apps/v1");
    assertThat(header.uid()).isEqualTo("u-1");
    assertThat(header.resourceVersion()).isEqualTo("42");
    assertThat(header.creationSeconds()).isEqualTo(1767323045);
    assertThat(header.isDeleting()).isTrue();
    assertThat(header.labels()).containsEntry("a", "1").containsEntry("quote", "\"é\n");
    assertThat(header.annotations()).containsOnlyKeys("argocd.argoproj.io/tracking-id");
    assertThat(header.owners())
        .containsExactly(new OwnerReference("example.org/v1", "Shop", "s", "u-0"));
    assertThat(header.owners().getFirst().group()).isEqualTo("example.org");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"managedFields\":[{\"a\":\"]}\"}],\"name\":\"web\"},\"spec\":{}}",
        "{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"name\":\"web\",\"managedFields\":[{\"a\":\"]}\"}]},\"spec\":{}}",
        "{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"name\":\"web\" , \"managedFields\" : [ ] , \"uid\":\"\"},\"spec\":{}}",
        "{\"metadata\":{\"managedFields\":[{}]},\"spec\":{}}",
        "{\"metadata\":{\"name\":\"web\"},\"spec\":{}}",
        " {\n  \"metadata\": {\n \"name\": \"web\"\n } }",
      })
  void leaves_out_the_managed_fields_and_says_what_it_is(String json) {
    RawObject object = read(json);
    var tree = JsonTree.parseObject(object.jsonWithoutManagedFields());
    assertThat(JsonTree.objectOrEmpty(tree.get("metadata"))).doesNotContainKey("managedFields");
    assertThat(tree).containsEntry("kind", "Deployment").containsEntry("apiVersion", "apps/v1");
    var whole = JsonTree.parseObject(object.json());
    assertThat(whole).containsEntry("kind", "Deployment").containsKey("metadata");
    assertThat(JsonTree.objectOrEmpty(whole.get("metadata")).containsKey("managedFields"))
        .isEqualTo(json.contains("managedFields"));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T03:04:05Z, 1767323045",
    "2024-02-29T23:59:59Z, 1709251199",
    "2026-01-02T03:04:05.5Z, 1767323045",
    "2026-01-02T04:04:05+01:00, 1767323045",
    "2026-02-30T00:00:00Z, 0",
    "2026-01-02T03:04:x5Z, 0",
    "yesterday, 0",
    "'', 0"
  })
  void tells_when_an_object_was_made(String timestamp, long seconds) {
    String json = "{\"metadata\":{\"name\":\"a\",\"creationTimestamp\":\"%s\"}}";
    assertThat(read(json.formatted(timestamp)).header().creationSeconds()).isEqualTo(seconds);
  }
}
