package io.tiphys.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindStoreTest {

  private static final WatchTarget TARGET =
      new WatchTarget(ResourcePath.collection("", "v1", "configmaps", ""), "ConfigMap");
  private static final ResourceKey KEY = new ResourceKey("", "ConfigMap", "ns", "a");

  private final ObjectIndex index = new ObjectIndex();
  private final KindStore store =
      new KindStore(
          new ApiResource("", "v1", "ConfigMap", "configmaps", true, Set.of("list", "watch")),
          object -> object.labels().get("app") instanceof String app ? app : "",
          CacheSettings.DEFAULT,
          index::changed);

  private static RawObject at(int version, String app) {
    String json =
        "{\"metadata\":{\"name\":\"a\",\"namespace\":\"ns\",\"uid\":\"u\",\"resourceVersion\":\"%d\",\"labels\":{\"app\":\"%s\"}}}"
            .formatted(version, app);
    return RawObject.of(TARGET, json.getBytes(StandardCharsets.UTF_8));
  }

  private String version() {
    LiveObject object = store.get(KEY);
    return object == null ? "" : object.resourceVersion();
  }

  @Test
  void an_event_that_is_late_does_not_undo_our_own_write() {
    store.put(at(9, "x"), false);
    store.put(at(12, "x"), false);
    assertThat(store.put(at(10, "x"), false).isNone()).isTrue();
    assertThat(version()).isEqualTo("12");
  }

  @Test
  void a_list_is_believed_even_when_it_is_older() {
    store.put(at(12, "x"), false);
    store.put(at(10, "x"), true);
    assertThat(version()).as("the store below was restored").isEqualTo("10");
  }

  @Test
  void an_object_that_is_gone_does_not_come_back_by_the_answer_to_its_deletion() {
    store.put(at(9, "x"), false);
    assertThat(store.update(at(10, "x")).isNone()).isFalse();
    store.remove(KEY, "11");
    assertThat(store.update(at(10, "x")).isNone()).isTrue();
    assertThat(store.get(KEY)).isNull();
  }

  @Test
  void the_deletion_of_an_older_object_does_not_remove_the_new_one() {
    store.put(at(12, "x"), false);
    assertThat(store.remove(KEY, "11").isNone()).isTrue();
    assertThat(version()).isEqualTo("12");
    assertThat(store.remove(KEY, "13").isNone()).isFalse();
    assertThat(version()).isEmpty();
  }

  @Test
  void the_index_follows_an_object_from_one_application_to_another() {
    store.put(at(1, "x"), false);
    assertThat(index.managedBy("x")).extracting(LiveObject::key).containsExactly(KEY);
    store.put(at(2, "y"), false);
    assertThat(index.managedBy("x")).isEmpty();
    assertThat(index.managedBy("y")).extracting(LiveObject::resourceVersion).containsExactly("2");
    store.put(at(3, ""), false);
    assertThat(index.managedBy("y")).isEmpty();
    LiveObject object = store.get(KEY);
    assertThat(object).isNotNull();
    assertThat(object != null && object.isWhole()).isFalse();
  }

  @Test
  void nothing_is_taken_after_the_end() {
    store.put(at(1, "x"), false);
    assertThat(store.close()).hasSize(1);
    store.put(at(2, "x"), false);
    assertThat(version()).isEmpty();
    assertThat(index.managedBy("x")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"9,10,true", "10,9,false", "10,10,false", "a,10,false", "9,b,false", "'',1,false"})
  void versions_are_compared_as_numbers(String version, String than, boolean older) {
    assertThat(Versions.isOlder(version, than)).isEqualTo(older);
  }

  @ParameterizedTest
  @CsvSource({
    "*,anything,true",
    "*.example.org,a.example.org,true",
    "*.example.org,example.org,false",
    "a*c*e,abcde,true",
    "a*c*e,abcd,false",
    "?b,ab,true",
    "?b,b,false",
    "'','',true",
    "'',a,false",
  })
  void globs(String pattern, String text, boolean matches) {
    assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
  }
}
