package io.tiphys.kube.cache;

import static io.tiphys.kube.TestingAccess.configMapJson;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.kube.Eventually;
import io.tiphys.kube.TestingAccess;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.kube.watch.ListWatch;
import io.tiphys.kube.watch.Reachability;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchListener;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

@Behaviour("DIF-01")
class ClusterCacheIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final Retention BY_ANNOTATION =
      object ->
          Tracking.DEFAULT
              .ownerOf(object.key(), object.annotations(), object.labels())
              .map(app -> app.name())
              .orElse("");

  private @Nullable KubeClient client;
  private @Nullable ClusterCache cache;

  @BeforeEach
  void start() throws InterruptedException {
    client = TestingAccess.client(cluster.connection());
    cache = new ClusterCache(client, CacheSettings.DEFAULT, BY_ANNOTATION, new SchemaDocuments());
    cache.start();
    assertThat(cache.awaitStarted(Duration.ofSeconds(60))).isInstanceOf(CacheState.Synced.class);
  }

  @AfterEach
  void stop() {
    cache().close();
    client().close();
  }

  private ClusterCache cache() {
    return java.util.Objects.requireNonNull(cache);
  }

  private KubeClient client() {
    return java.util.Objects.requireNonNull(client);
  }

  @Test
  void knows_the_version_and_every_kind_but_the_excluded_ones() {
    assertThat(cache().state())
        .isInstanceOfSatisfying(
            CacheState.Synced.class,
            synced -> {
              assertThat(synced.serverVersion()).matches("v1\\.[0-9]+\\.[0-9]+");
              assertThat(synced.kinds()).isGreaterThan(30);
            });
    assertThat(cache().failingKinds()).isEmpty();
    assertThat(cache().isWatched(new GroupKind("apps", "Deployment"))).isTrue();
    assertThat(cache().isWatched(new GroupKind("", "Event"))).isFalse();
    assertThat(cache().isWatched(new GroupKind("coordination.k8s.io", "Lease"))).isFalse();
    assertThat(cache().resources().apiVersions())
        .contains("v1", "v1/ConfigMap", "apps/v1", "apps/v1/Deployment");
    assertThat(cache().get(new ResourceKey("", "Namespace", "", cluster.namespace()))).isPresent();
  }

  @Test
  void keeps_managed_objects_whole_and_the_others_as_headers() throws Throwable {
    String namespace = cluster.namespace();
    create(managed("mine", namespace));
    create(configMapJson("other", "x"));
    ResourceKey mine = configMap("mine");
    ResourceKey other = configMap("other");
    Eventually.isTrue(
        "both seen", () -> cache().get(mine).isPresent() && cache().get(other).isPresent());

    LiveObject whole = cache().get(mine).orElseThrow();
    assertThat(whole.appInstance()).isEqualTo("guestbook");
    assertThat(whole.manifest().text("data", "key")).isEqualTo("x");
    assertThat(whole.manifest().apiVersion()).isEqualTo("v1");
    assertThat(whole.manifest().kind()).isEqualTo("ConfigMap");
    assertThat(whole.manifest().at("metadata", "managedFields")).isNull();
    assertThat(whole.manifest().resourceVersion()).isEqualTo(whole.resourceVersion());
    assertThat(cache().managedBy("guestbook")).contains(whole);
    assertThat(cache().get(other).orElseThrow().isWhole()).isFalse();
  }

  @Test
  void an_object_asked_for_as_a_whole_stays_whole() throws Throwable {
    create(configMapJson("other", "x"));
    ResourceKey key = configMap("other");
    Eventually.isTrue("seen", () -> cache().get(key).isPresent());
    assertThat(cache().whole(key))
        .isInstanceOfSatisfying(
            Fetched.Found.class,
            found -> assertThat(found.object().manifest().text("data", "key")).isEqualTo("x"));
    patch("other", "{\"data\":{\"key\":\"y\"}}");
    Eventually.holds(() ->
        assertThat(cache().get(key).orElseThrow().manifest().text("data", "key")).isEqualTo("y"));
    assertThat(cache().whole(configMap("absent"))).isInstanceOf(Fetched.Absent.class);
  }

  @Test
  void tells_each_change_once_and_keeps_the_index_of_an_application() throws Throwable {
    List<String> changes = new CopyOnWriteArrayList<>();
    cache()
        .listen((before, after) -> {
          LiveObject object = after == null ? before : after;
          if (object != null
              && object.key().namespace().equals(cluster.namespace())
              && object.key().name().equals("mine")) {
            changes.add(
                (before == null ? "-" : "known")
                    + " "
                    + (after == null ? "gone" : after.isManaged()));
          }
        });
    create(managed("mine", cluster.namespace()));
    Eventually.isTrue("created", () -> changes.size() == 1);
    patch("mine", "{\"metadata\":{\"annotations\":{\"argocd.argoproj.io/tracking-id\":null}}}");
    Eventually.isTrue("released", () -> changes.size() == 2);
    assertThat(cache().managedBy("guestbook")).noneMatch(o -> o.key().equals(configMap("mine")));
    client()
        .delete(
            TestingAccess.configMap(cluster.namespace(), "mine"),
            Delete.of(Delete.Propagation.BACKGROUND));
    Eventually.isTrue("deleted", () -> cache().get(configMap("mine")).isEmpty());
    assertThat(changes).containsExactly("- true", "known false", "known gone");
  }

  @Test
  void a_listener_with_a_fault_of_any_sort_ends_no_watch_and_hides_nothing_from_others()
      throws Throwable {
    List<String> told = new CopyOnWriteArrayList<>();
    cache()
        .listen((before, after) -> {
          throw new LinkageError("a listener that lacks a class");
        });
    cache()
        .listen((before, after) -> {
          if (after != null && after.key().namespace().equals(cluster.namespace())) {
            told.add(after.key().name());
          }
        });
    create(configMapJson("first", "x"));
    Eventually.isTrue("told in spite of the fault", () -> told.contains("first"));
    create(configMapJson("second", "x"));
    Eventually.isTrue("the watch goes on", () -> told.contains("second"));
  }

  @Test
  void a_listener_with_a_fault_does_not_end_a_single_watch() throws Throwable {
    List<String> told = new CopyOnWriteArrayList<>();
    var listener =
        new WatchListener() {
          @Override
          public void changed(Seen object, boolean isInitial) {
            told.add(object.key().name());
            throw new LinkageError("a listener that lacks a class");
          }

          @Override
          public void gone(ResourceKey key, byte @Nullable [] last) {
            told.add(key.name() + " gone");
          }
        };
    var target = new WatchTarget(TestingAccess.configMaps(cluster.namespace()), "ConfigMap");
    create(configMapJson("known", "x"));
    try (var watch = ResourceWatch.start(client(), target, listener)) {
      assertThat(watch.awaitSynced(Duration.ofSeconds(60))).isTrue();
      create(configMapJson("new", "x"));
      Eventually.isTrue("told of both", () -> told.containsAll(List.of("known", "new")));
    }
  }

  @Test
  void what_a_fault_kept_from_being_taken_is_listed_again() throws Throwable {
    var isFaulty = new AtomicBoolean(true);
    Retention retention =
        object -> {
          if (object.key().equals(configMap("odd")) && isFaulty.getAndSet(false)) {
            throw new StackOverflowError("once");
          }
          return "";
        };
    var said = new ListAppender<ILoggingEvent>();
    said.list = new CopyOnWriteArrayList<>();
    said.start();
    var log = (Logger) LoggerFactory.getLogger(ListWatch.class);
    log.addAppender(said);
    try (var faulty =
        new ClusterCache(client(), CacheSettings.DEFAULT, retention, new SchemaDocuments())) {
      faulty.start();
      assertThat(faulty.awaitStarted(Duration.ofSeconds(60))).isInstanceOf(CacheState.Synced.class);
      create(configMapJson("odd", "x"));
      Eventually.isTrue("taken from a list", () -> faulty.get(configMap("odd")).isPresent());
      Eventually.isTrue("well again", () -> faulty.failingKinds().isEmpty());
      assertThat(said.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .contains(
              "cluster %s: watch of /api/v1/configmaps starts again with a list"
                  .formatted(client().access().server()));
    } finally {
      log.detachAppender(said);
    }
  }

  @Test
  void a_fault_while_kinds_are_taken_does_not_end_discovery() throws Throwable {
    var answers = new AtomicInteger();
    var alone =
        new Reachability() {
          @Override
          public void await() {}

          @Override
          public void lost(String cause) {}

          @Override
          public void reached() {}
        };
    var discovery =
        new KindDiscovery(
            client(),
            alone,
            new CustomKinds(),
            resources -> {
              answers.incrementAndGet();
              throw new LinkageError("a watch that lacks a class");
            },
            () -> false);
    try (discovery) {
      discovery.start();
      Eventually.isTrue("once", () -> answers.get() == 1);
      discovery.request();
      Eventually.isTrue("again", () -> answers.get() == 2);
    }
  }

  @Test
  void sees_its_own_write_before_the_watch_does() {
    ApiResource resource = configMaps();
    byte[] answer = create(managed("mine", cluster.namespace()));
    cache().observe(resource, answer);
    assertThat(cache().get(configMap("mine")))
        .hasValueSatisfying(o -> assertThat(o.isWhole()).isTrue());
  }

  @Test
  void forgets_what_it_deleted_itself_before_the_watch_does() {
    ApiResource resource = configMaps();
    var path = TestingAccess.configMap(cluster.namespace(), "mine");
    byte[] created = create(managed("mine", cluster.namespace()));
    cache().observe(resource, created);
    LiveObject mine = cache().get(configMap("mine")).orElseThrow();
    byte[] answer =
        client().delete(path, Delete.of(Delete.Propagation.BACKGROUND)).bodyOr(AssertionError::new);
    cache().observeDeletion(resource, configMap("mine"), "another", answer);
    cache().observeDeletion(resource, configMap("mine"), mine.uid(), answer);
    assertThat(cache().managedBy("guestbook")).noneMatch(o -> o.uid().equals(mine.uid()));
  }

  @Test
  void forgets_what_a_deletion_did_not_find() {
    ApiResource resource = configMaps();
    byte[] created = create(managed("lost", cluster.namespace()));
    cache().observe(resource, created);
    LiveObject lost = cache().get(configMap("lost")).orElseThrow();
    cache().observeGone(resource, configMap("lost"), "another");
    assertThat(cache().get(configMap("lost"))).isPresent();
    cache().observeGone(resource, configMap("lost"), lost.uid());
    assertThat(cache().get(configMap("lost"))).isEmpty();
  }

  @Test
  void finds_children_and_the_applications_above_them() throws Throwable {
    create(managed("parent", cluster.namespace()));
    Eventually.isTrue("parent", () -> cache().get(configMap("parent")).isPresent());
    LiveObject parent = cache().get(configMap("parent")).orElseThrow();
    create(
        """
        {"metadata":{"name":"child","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"parent","uid":"%s"}]}}\
        """
            .formatted(parent.uid())
            .getBytes(StandardCharsets.UTF_8));
    Eventually.isTrue("child", () -> !cache().children(parent.uid()).isEmpty());
    LiveObject child = cache().children(parent.uid()).getFirst();
    assertThat(child.key()).isEqualTo(configMap("child"));
    assertThat(cache().appsOf(child)).containsExactly("guestbook");
  }

  @Test
  void follows_a_definition_that_comes_changes_and_goes() throws Throwable {
    String group = cluster.namespace() + ".example.org";
    var kind = new GroupKind(group, "Widget");
    var definitions =
        ResourcePath.collection("apiextensions.k8s.io", "v1", "customresourcedefinitions", "");
    client().create(definitions, definition(group), Write.DEFAULT).bodyOr(AssertionError::new);
    ApiResource widget = cache().awaitKind(kind, Duration.ofSeconds(60)).orElseThrow();
    assertThat(widget.plural()).isEqualTo("widgets");

    byte[] object =
        "{\"apiVersion\":\"%s/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"w\"}}"
            .formatted(group)
            .getBytes(StandardCharsets.UTF_8);
    client()
        .create(widget.collection(cluster.namespace()), object, Write.DEFAULT)
        .bodyOr(AssertionError::new);
    var key = new ResourceKey(group, "Widget", cluster.namespace(), "w");
    Eventually.isTrue("the object is seen", () -> cache().get(key).isPresent());

    var path =
        ResourcePath.object(
            "apiextensions.k8s.io", "v1", "customresourcedefinitions", "", "widgets." + group);
    client().delete(path, Delete.of(Delete.Propagation.BACKGROUND)).bodyOr(AssertionError::new);
    Eventually.isTrue(
        "the kind is gone",
        () -> cache().resources().preferred(kind).isEmpty() && !cache().isWatched(kind));
    assertThat(cache().get(key)).isEmpty();
    assertThat(cache().failingKinds()).isEmpty();
  }

  private ApiResource configMaps() {
    return cache().resources().preferred(new GroupKind("", "ConfigMap")).orElseThrow();
  }

  /// @return as the API server answers
  private byte[] create(byte[] configMap) {
    return client()
        .create(TestingAccess.configMaps(cluster.namespace()), configMap, Write.DEFAULT)
        .bodyOr(AssertionError::new);
  }

  private void patch(String name, String patch) {
    client()
        .patch(
            TestingAccess.configMap(cluster.namespace(), name),
            PatchType.MERGE,
            patch.getBytes(StandardCharsets.UTF_8),
            Write.DEFAULT)
        .bodyOr(AssertionError::new);
  }

  private ResourceKey configMap(String name) {
    return new ResourceKey("", "ConfigMap", cluster.namespace(), name);
  }

  static byte[] managed(String name, String namespace) {
    return """
    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","annotations":{"argocd.argoproj.io/tracking-id":"guestbook:/ConfigMap:%s/%s"}},"data":{"key":"x"}}\
    """
        .formatted(name, namespace, name)
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] definition(String group) {
    return """
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.%1$s"},
     "spec":{"group":"%1$s","scope":"Namespaced","names":{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList"},
      "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}\
    """
        .formatted(group)
        .getBytes(StandardCharsets.UTF_8);
  }
}
