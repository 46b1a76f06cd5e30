package io.tiphys.apiserver.application.store;

import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchListener;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All Applications that this installation looks after, in their newest known state: from a watch,
/// and from the answers to our own writes. Any number of threads; readers never wait.
public final class ApplicationStore implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ApplicationStore.class);
  private static final String GROUP = "argoproj.io";
  private static final String VERSION = "v1alpha1";
  private static final String PLURAL = "applications";

  private final KubeClient client;
  private final String watchedNamespace;
  private final Predicate<String> namespaces;
  private final KnownApps apps = new KnownApps(InstantSource.system());
  private @Nullable ResourceWatch watch;

  /// @param client the cluster of the control plane
  /// @param watchedNamespace the one namespace to watch; empty for all
  /// @param namespaces which ones count
  public ApplicationStore(
      KubeClient client, String watchedNamespace, Predicate<String> namespaces) {
    this.client = client;
    this.watchedNamespace = watchedNamespace;
    this.namespaces = namespaces;
  }

  /// Starts to follow them.
  public void start() {
    watch =
        ResourceWatch.start(
            client,
            new WatchTarget(
                ResourcePath.collection(GROUP, VERSION, PLURAL, watchedNamespace), "Application"),
            new Listener());
  }

  /// Waits until all that exist are known.
  ///
  /// @return false when they are not after this time, as when the CRD is missing
  public boolean awaitSynced(Duration time) throws InterruptedException {
    return watch != null && watch.awaitSynced(time);
  }

  /// Why they cannot be followed now; empty while all is well.
  public Optional<String> problem() {
    return watch == null ? Optional.empty() : watch.problem();
  }

  /// Whether Applications of a namespace are looked after.
  public boolean isEnabled(String namespace) {
    return namespaces.test(namespace);
  }

  public static ResourcePath path(AppName app) {
    return ResourcePath.object(GROUP, VERSION, PLURAL, app.namespace(), app.name());
  }

  public Optional<StoredApp> get(AppName name) {
    return apps.get(name);
  }

  /// In the order of their names; a view that follows what happens.
  public Collection<StoredApp> all() {
    return apps.all();
  }

  /// Those from a name on, without it.
  public Collection<StoredApp> after(AppName name) {
    return apps.after(name);
  }

  /// The version up to which all changes are known.
  public String resourceVersion() {
    return apps.resourceVersion();
  }

  /// All that is known, and from then on each change; close it.
  public Changes watch() {
    return apps.watch();
  }

  /// Each change from now on; close it.
  public Changes changes() {
    return apps.changes();
  }

  /// Takes the answer to a write, so that whoever reads next sees it.
  ///
  /// @param object the whole custom resource
  public StoredApp accept(byte[] object) {
    var metadata = JsonTree.objectOrEmpty(JsonTree.parseObject(object).get("metadata"));
    var name =
        new AppName(
            String.valueOf(metadata.get("namespace")), String.valueOf(metadata.get("name")));
    var stored = StoredApp.of(name, object);
    apps.answered(stored);
    return stored;
  }

  private final class Listener implements WatchListener {

    @Override
    public void changed(Seen seen, boolean isInitial) {
      if (!namespaces.test(seen.key().namespace())) {
        return;
      }
      var name = new AppName(seen.key().namespace(), seen.key().name());
      try {
        apps.told(StoredApp.of(name, seen.json()));
      } catch (IllegalArgumentException e) {
        log.error("Application {} cannot be read: {}", name, e.getMessage());
      }
    }

    @Override
    public void gone(ResourceKey key, byte @Nullable [] last) {
      var name = new AppName(key.namespace(), key.name());
      apps.gone(name, last == null ? "" : uid(last));
    }
  }

  private static String uid(byte[] object) {
    return String.valueOf(
        JsonTree.objectOrEmpty(JsonTree.parseObject(object).get("metadata")).get("uid"));
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
