package io.tiphys.apiserver.project;

import io.tiphys.engine.project.GlobalProjects;
import io.tiphys.engine.project.Project;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.project.AppProject;
import io.tiphys.settings.Settings;
import io.tiphys.settings.project.DefaultProject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The projects, all in the namespace of the control plane, as they are and as they count. Any
/// number of threads; nothing here waits but what says so.
public final class Projects implements AutoCloseable {

  static final Write WRITE = Write.as("argocd-server");

  private final KubeClient client;
  private final String namespace;
  private final Supplier<Settings> settings;
  private final KnownProjects known = new KnownProjects();
  private @Nullable DefaultProject open;
  private @Nullable ResourceWatch watch;

  /// All projects at one moment.
  ///
  /// @param generation grows with each change of any of them
  /// @param byName in the order of their names
  public record Snapshot(long generation, Map<String, AppProject> byName) {}

  /// @param client the cluster of the control plane
  /// @param namespace of the control plane
  /// @param settings the newest ones, for global projects and what is scoped to a project
  public Projects(KubeClient client, String namespace, Supplier<Settings> settings) {
    this.client = client;
    this.namespace = namespace;
    this.settings = settings;
  }

  /// Starts to follow them; project `default` is made when it does not exist.
  public void start() {
    open = DefaultProject.make(client, namespace, WRITE);
    watch = ResourceWatch.start(client, new WatchTarget(collection(), "AppProject"), known);
  }

  /// Waits until all that exist are known.
  public boolean awaitSynced(Duration time) throws InterruptedException {
    return watch != null && watch.awaitSynced(time);
  }

  /// Why they cannot be followed now; empty while all is well.
  public Optional<String> problem() {
    return watch == null ? Optional.empty() : watch.problem();
  }

  /// Is told the name of each project that has a new state or is gone, from now on. Must not wait.
  public void onChange(Consumer<String> listener) {
    known.onChange(listener);
  }

  public Snapshot snapshot() {
    return known.snapshot();
  }

  /// Grows with each change of any project.
  public long generation() {
    return known.snapshot().generation();
  }

  /// As it is stored.
  public Optional<AppProject> get(String name) {
    return Optional.ofNullable(known.snapshot().byName().get(name));
  }

  /// As they are stored, in the order of their names.
  public Collection<AppProject> all() {
    return known.snapshot().byName().values();
  }

  /// A project as it counts for Applications: with the repositories and clusters that are scoped to
  /// it, and with what it inherits of global projects.
  public Optional<AppProject> effective(String name) {
    return get(name)
        .map(project ->
            GlobalProjects.merged(settings.get().scopeOf(name).addedTo(project), globals(project)));
  }

  /// What it permits, all that counts counted.
  public Optional<Project> rules(String name) {
    return get(name).map(project -> settings.get().rulesOf(project, this::get));
  }

  /// The global projects that a project inherits from, in the order of `globalProjects` in
  /// `argocd-cm`.
  public List<AppProject> globals(AppProject project) {
    return settings.get().argocd().globalProjects().of(project, this::get);
  }

  /// What repositories and clusters are scoped to a project.
  Scoped scoped(String project) {
    return Scoped.to(project, settings.get());
  }

  /// Takes the answer to a write of a project, so that whoever reads next sees it.
  ///
  /// @param json of the whole object
  /// @return what was read of it
  public AppProject accept(byte[] json) {
    return known.accept(json);
  }

  /// Waits until a version, or a later one, is known here.
  ///
  /// @return false when it is not in time
  public boolean awaitVersion(String name, String resourceVersion, Duration time)
      throws InterruptedException {
    return known.await(
        now -> {
          AppProject project = now.byName().get(name);
          return project != null
              && !KnownProjects.isNewer(resourceVersion, project.metadata().resourceVersion());
        },
        time);
  }

  /// Waits until it is known here that this object is not there any more.
  ///
  /// @return false when it is not in time
  public boolean awaitGone(String name, String uid, Duration time) throws InterruptedException {
    return known.await(
        now -> {
          AppProject project = now.byName().get(name);
          return project == null || !project.metadata().uid().equals(uid);
        },
        time);
  }

  ResourcePath collection() {
    return ResourcePath.collection("argoproj.io", "v1alpha1", "appprojects", namespace);
  }

  ResourcePath path(String name) {
    return ResourcePath.object("argoproj.io", "v1alpha1", "appprojects", namespace, name);
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
