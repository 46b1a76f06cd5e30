package io.tiphys.controller.application;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets deleted projects go when their last Application is gone: until then their finalizer keeps
/// them, as in Argo CD.
public final class EndingProjects implements AutoCloseable {

  private static final Duration LATER = Duration.ofSeconds(5);

  private final Projects projects;
  private final Applications applications;
  private final Set<String> ending = ConcurrentHashMap.newKeySet();
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
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
      ending.stream().filter(this::isUnused).filter(it -> !projects.letGo(it)).forEach(this::later);
    }
  }

  private void later(String project) {
    if (waiting.add(project)) {
      Thread.ofVirtual()
          .name("project-end")
          .start(() -> {
            try {
              Thread.sleep(LATER);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              return;
            }
            waiting.remove(project);
            release();
          });
    }
  }

  private boolean isUnused(String project) {
    return applications.keys().stream()
        .flatMap(key -> applications.get(key).stream())
        .noneMatch(seen -> seen.app().spec().project().equals(project));
  }

  @Override
  public void close() {
    isStarted = false;
  }
}
