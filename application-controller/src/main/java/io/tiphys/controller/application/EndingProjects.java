package io.tiphys.controller.application;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets deleted projects go when their last Application is gone: until then their finalizer keeps
/// them, as in Argo CD.
public final class EndingProjects {

  private final Projects projects;
  private final Applications applications;
  private final Set<String> ending = ConcurrentHashMap.newKeySet();
  private volatile boolean isStarted;

  public EndingProjects(Projects projects, Applications applications) {
    this.projects = projects;
    this.applications = applications;
  }

  /// All Applications are known: from now on one that is not known is not there.
  public void start() {
    isStarted = true;
    release();
  }

  /// A project has a new state, or is gone.
  public void changed(String project) {
    if (projects.isEnding(project)) {
      ending.add(project);
      release();
    } else {
      ending.remove(project);
    }
  }

  /// Some Application is gone.
  public void applicationGone() {
    release();
  }

  private void release() {
    if (isStarted) {
      ending.stream().filter(this::isUnused).forEach(projects::letGo);
    }
  }

  private boolean isUnused(String project) {
    return applications.keys().stream()
        .flatMap(key -> applications.get(key).stream())
        .noneMatch(seen -> seen.app().spec().project().equals(project));
  }
}
