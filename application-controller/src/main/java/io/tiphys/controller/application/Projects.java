package io.tiphys.controller.application;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.project.AppProject;
import io.tiphys.settings.project.DefaultProject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The projects, all in the namespace of the control plane.
public final class Projects implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Projects.class);
  private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
  private static final Write WRITE = Write.as("argocd-controller");

  private final KubeClient client;
  private final String namespace;
  private final ObjectStore store;
  private @Nullable DefaultProject open;
  private @Nullable ResourceWatch watch;

  /// @param namespace of the control plane
  /// @param changed is told the name of each project that has a new state or is gone
  public Projects(KubeClient client, String namespace, Consumer<String> changed) {
    this.client = client;
    this.namespace = namespace;
    this.store = new ObjectStore(namespace::equals, key -> changed.accept(key.name()));
  }

  /// Starts to follow them; project `default` is made when it does not exist.
  public void start() {
    open = DefaultProject.make(client, namespace, WRITE);
    watch = ResourceWatch.start(client, new WatchTarget(collection(), "AppProject"), store);
  }

  /// Waits until all that exist are known.
  public boolean awaitSynced(Duration time) throws InterruptedException {
    return watch != null && watch.awaitSynced(time);
  }

  /// @return empty when there is none of that name, or it cannot be read
  public Optional<AppProject> get(String name) {
    try {
      return store
          .get(new AppKey(namespace, name))
          .map(version -> ModelJson.read(version.json(), AppProject.class));
    } catch (InvalidFieldException e) {
      log.error("AppProject {} cannot be read: {}", name, e.getMessage());
      return Optional.empty();
    }
  }

  /// Whether it is being deleted and kept by its finalizer.
  boolean isEnding(String name) {
    return get(name)
        .filter(project ->
            project.metadata().deletionTimestamp() != null
                && project.metadata().finalizers().contains(FINALIZER))
        .isPresent();
  }

  /// Takes the finalizer off a project that no Application needs any more.
  ///
  /// @return whether nothing is left to do
  boolean letGo(String name) {
    Optional<AppProject> ending = get(name).filter(project -> isEnding(name));
    if (ending.isEmpty()) {
      return true;
    }
    var before = ending.get().metadata();
    var others = new ArrayList<>(before.finalizers());
    others.remove(FINALIZER);
    var metadata = new HashMap<String, @Nullable Object>();
    metadata.put("finalizers", others);
    metadata.put("resourceVersion", before.resourceVersion());
    var path = ResourcePath.object("argoproj.io", "v1alpha1", "appprojects", namespace, name);
    var patch = JsonTree.write(Map.of("metadata", metadata));
    Answer answer = client.patch(path, PatchType.MERGE, patch, WRITE);
    if (answer.isOk()) {
      log.info("project {} is let go", name);
      return true;
    }
    if (answer instanceof Answer.Refused refused && refused.isNotFound()) {
      return true;
    }
    log.warn("project {} could not be let go yet: {}", name, answer.problem());
    return false;
  }

  private ResourcePath collection() {
    return ResourcePath.collection("argoproj.io", "v1alpha1", "appprojects", namespace);
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
    if (watch != null) {
      watch.close();
    }
  }
}
