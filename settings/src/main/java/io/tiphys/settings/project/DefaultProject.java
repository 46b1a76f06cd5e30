package io.tiphys.settings.project;

import io.tiphys.engine.project.Project;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The project `default`, open to everything
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#the-default-project).
public final class DefaultProject {

  private static final Logger log = LoggerFactory.getLogger(DefaultProject.class);

  private DefaultProject() {}

  /// Makes it where it is not there. What is in the way is logged.
  ///
  /// @param namespace of the control plane
  /// @param write in whose name
  public static void make(KubeClient client, String namespace, Write write) {
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
    switch (client.create(projects, open, write)) {
      case Answer.Ok ok -> log.info("project {} made", Project.DEFAULT);
      case Answer.Refused refused -> {
        if (!refused.isConflict()) {
          log.warn("project {} could not be made: {}", Project.DEFAULT, refused.message());
        }
      }
      case Answer.Unreachable(var cause) ->
          log.warn("project {} could not be made: {}", Project.DEFAULT, cause);
    }
  }
}
