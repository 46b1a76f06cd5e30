package io.tiphys.controller.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.testkit.cluster.TroubledApiServer.Asked;
import io.tiphys.testkit.cluster.TroubledApiServer.Trouble;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the controller does to projects, when the API server does not take it at once.
class ProjectsIT {

  @RegisterExtension static final TestingController tiphys = TestingController.troubled();

  private static final Trouble BUSY = new Trouble.Refused(500, Map.of(), "out of order");

  @AfterEach
  void calm() {
    tiphys.server().calm();
  }

  @Test
  void theDefaultOneIsMadeAsSoonAsItCanBe() throws Exception {
    String project = project("default");
    tiphys.admin().delete(project);
    tiphys.awaitAbsent(project);
    Predicate<Asked> creation = asked -> asked.method().equals("POST") && isOfProjects(asked);
    tiphys.server().trouble(2, creation, BUSY);

    tiphys.startAgain();

    tiphys.awaitPresent(project);
  }

  @Test
  void oneThatIsDeletedIsLetGoAsSoonAsItCanBe() throws Exception {
    String project = project("ending");
    var made =
        tiphys
            .admin()
            .apply(
                project,
                """
                {"apiVersion": "argoproj.io/v1alpha1", "kind": "AppProject",
                 "metadata": {"name": "ending",
                              "finalizers": ["resources-finalizer.argocd.argoproj.io"]},
                 "spec": {}}
                """);
    assertThat(made.statusCode()).as(made.body()).isLessThan(300);
    Predicate<Asked> release = asked -> asked.method().equals("PATCH") && isOfProjects(asked);
    tiphys.server().trouble(1, release, BUSY);

    tiphys.admin().delete(project);

    tiphys.awaitAbsent(project);
  }

  private static boolean isOfProjects(Asked asked) {
    return asked.path().contains("/appprojects");
  }

  private static String project(String name) {
    return "/apis/argoproj.io/v1alpha1/namespaces/%s/appprojects/%s"
        .formatted(tiphys.namespace(), name);
  }
}
