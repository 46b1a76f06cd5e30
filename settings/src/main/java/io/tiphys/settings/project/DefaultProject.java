package io.tiphys.settings.project;

import io.tiphys.engine.project.Project;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that there is a project `default`, open to everything
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#the-default-project).
public final class DefaultProject implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DefaultProject.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(30);

  private final KubeClient client;
  private final String namespace;
  private final Write write;
  private final Thread trying;
  private String problem = "";

  private DefaultProject(KubeClient client, String namespace, Write write) {
    this.client = client;
    this.namespace = namespace;
    this.write = write;
    this.trying = Thread.ofVirtual().name("default-project").unstarted(this::tryAgain);
  }

  /// Makes it where it is not there when this process starts. What is in the way is logged, and it
  /// is tried again until it is there.
  ///
  /// @param namespace of the control plane
  /// @param write in whose name
  /// @return to be closed with what needs the project
  public static DefaultProject make(KubeClient client, String namespace, Write write) {
    var project = new DefaultProject(client, namespace, write);
    if (!project.isMade()) {
      project.trying.start();
    }
    return project;
  }

  private void tryAgain() {
    Duration pause = SOON;
    try {
      do {
        Thread.sleep(pause);
        pause = pause.compareTo(LATE) < 0 ? pause.multipliedBy(2) : LATE;
      } while (!isMade());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isMade() {
    byte[] open =
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"AppProject",
         "metadata":{"name":"%s","namespace":"%s"},
         "spec":{"sourceRepos":["*"],"destinations":[{"server":"*","namespace":"*"}],
                 "clusterResourceWhitelist":[{"group":"*","kind":"*"}]}}
        """
            .formatted(Project.DEFAULT, namespace)
            .getBytes(StandardCharsets.UTF_8);
    var projects = ResourcePath.collection("argoproj.io", "v1alpha1", "appprojects", namespace);
    Answer answer = client.create(projects, open, write);
    if (answer.isOk()) {
      log.info("project {} made", Project.DEFAULT);
      return true;
    }
    if (answer instanceof Answer.Refused refused && refused.isConflict()) {
      return true;
    }
    if (!answer.problem().equals(problem)) {
      problem = answer.problem();
      log.warn("project {} could not be made yet: {}", Project.DEFAULT, problem);
    }
    return false;
  }

  @Override
  public void close() {
    trying.interrupt();
  }
}
