package io.tiphys.controller.application;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All Applications that this controller looks after.
public final class Applications implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Applications.class);
  private static final String GROUP = "argoproj.io";
  private static final String VERSION = "v1alpha1";
  private static final String PLURAL = "applications";
  private static final Write WRITE = Write.as("argocd-controller");

  private final KubeClient client;
  private final ObjectStore store;
  private final String watchedNamespace;
  private @Nullable ResourceWatch watch;

  /// @param client the cluster of the control plane
  /// @param watchedNamespace the one namespace to watch; empty for all
  /// @param namespaces which ones count
  /// @param changed is told of each Application that has a new state or is gone
  public Applications(
      KubeClient client,
      String watchedNamespace,
      Predicate<String> namespaces,
      Consumer<AppKey> changed) {
    this.client = client;
    this.watchedNamespace = watchedNamespace;
    this.store = new ObjectStore(namespaces, changed);
  }

  /// Starts to follow them.
  public void start() {
    watch =
        ResourceWatch.start(
            client,
            new WatchTarget(
                ResourcePath.collection(GROUP, VERSION, PLURAL, watchedNamespace), "Application"),
            store);
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

  public Collection<AppKey> keys() {
    return store.keys();
  }

  /// Another text when the Application has changed since; empty when there is none.
  public String version(AppKey key) {
    return store.version(key);
  }

  /// Whether the Application has a text anywhere: quicker than to read it.
  ///
  /// @param text of ASCII letters, not empty
  public boolean mentions(AppKey key, String text) {
    return store.mentions(key, text.getBytes(StandardCharsets.US_ASCII));
  }

  /// The newest known state.
  ///
  /// @return empty when there is none, or what is there has fields of wrong types (logged: the CRD
  ///   would refuse it)
  public Optional<Seen> get(AppKey key) {
    try {
      return store.get(key).map(version -> seen(key, version));
    } catch (InvalidFieldException e) {
      log.error("Application {} cannot be read: {}", key, e.getMessage());
      return Optional.empty();
    }
  }

  private static Seen seen(AppKey key, ObjectStore.Version version) {
    var tree = JsonTree.parseObject(version.json());
    return new Seen(key, ModelJson.fromTree(tree, Application.class), tree, version.sinceNanos());
  }

  /// Merges a patch into the Application, whatever its version is by now.
  ///
  /// @param patch a JSON merge patch (RFC 7386)
  /// @return the answer; an [Answer.Ok] is also the newest known state from here on
  public Answer patch(AppKey key, byte[] patch) {
    Answer answer = client.patch(path(key), PatchType.MERGE, patch, WRITE);
    if (answer instanceof Answer.Ok(var _, var body)) {
      store.wrote(key, Manifest.parse(body).resourceVersion(), body);
    }
    return answer;
  }

  /// Asks the API server; what it answers is also the newest known state from here on.
  ///
  /// @return empty when there is none, or nobody answers
  public Optional<Seen> ask(AppKey key) {
    if (client.get(path(key)) instanceof Answer.Ok(var _, var body)) {
      store.read(key, Manifest.parse(body).resourceVersion(), body);
      return get(key);
    }
    return Optional.empty();
  }

  private static ResourcePath path(AppKey key) {
    return ResourcePath.object(GROUP, VERSION, PLURAL, key.namespace(), key.name());
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
    }
  }
}
