package io.tiphys.apiserver.project;

import static io.tiphys.apiserver.project.TestingProjects.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.PatchType;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProjectsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private TestingProjects plane;
  private Projects projects;

  @BeforeEach
  void start() throws Exception {
    plane = TestingProjects.start(cluster);
    projects = plane.projects;
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  @Test
  void theDefaultProjectIsMadeOnceAndLeftAlone() throws Exception {
    until("default", () -> projects.get("default").isPresent());
    var spec = projects.get("default").orElseThrow().spec();
    assertThat(ModelJson.toTree(spec))
        .isEqualTo(
            JsonTree.parse(
                """
                {"sourceRepos":["*"],"destinations":[{"server":"*","namespace":"*"}],
                 "clusterResourceWhitelist":[{"group":"*","kind":"*"}]}
                """
                    .getBytes(StandardCharsets.UTF_8)));
    cluster
        .admin()
        .patch(plane.path("appprojects") + "/default", "{\"spec\":{\"description\":\"ours\"}}");
    try (var again = new Projects(plane.kube, cluster.namespace(), plane.settings::current)) {
      again.start();
      assertThat(again.awaitSynced(PATIENCE)).isTrue();
      assertThat(again.get("default").orElseThrow().spec().description()).isEqualTo("ours");
    }
  }

  @Test
  void changesAreToldAndCounted() throws Exception {
    var told = new CopyOnWriteArrayList<String>();
    projects.onChange(told::add);
    long before = projects.generation();
    plane.project("team", "\"description\":\"one\"");
    until("team", () -> projects.get("team").isPresent());
    assertThat(projects.generation()).isGreaterThan(before);
    assertThat(projects.all())
        .extracting(project -> project.metadata().name())
        .containsExactly("default", "team");

    String uid = projects.get("team").orElseThrow().metadata().uid();
    cluster.admin().delete(plane.path("appprojects") + "/team");
    assertThat(projects.awaitGone("team", uid, PATIENCE)).isTrue();
    assertThat(projects.get("team")).isEmpty();
    until("both changes", () -> told.stream().filter("team"::equals).count() == 2);
  }

  @Test
  void whatWasWrittenIsSeenAtOnce() throws Exception {
    plane.project("team", "\"description\":\"one\"");
    until("team", () -> projects.get("team").isPresent());
    var path = projects.path("team");
    byte[] patch = "{\"spec\":{\"description\":\"two\"}}".getBytes(StandardCharsets.UTF_8);
    byte[] body =
        plane
            .kube
            .patch(path, PatchType.MERGE, patch, Projects.WRITE)
            .bodyOr(IllegalStateException::new);
    var written = projects.accept(body);
    assertThat(projects.get("team").orElseThrow().spec().description()).isEqualTo("two");
    String version = written.metadata().resourceVersion();
    assertThat(projects.awaitVersion("team", version, PATIENCE)).isTrue();
    assertThat(projects.awaitVersion("other", version, Duration.ofMillis(1))).isFalse();
  }

  @Test
  void aProjectCountsWithWhatIsScopedToItAndWhatItInherits() throws Exception {
    plane.configMap(
        """
        "globalProjects":"- projectName: base\\n  labelSelector:\\n    matchExpressions:\\n    - {key: tier, operator: In, values: [gold]}\\n"
        """);
    plane.project("base", "\"sourceRepos\":[\"https://git/base\"]");
    plane.project("team", "\"sourceRepos\":[\"https://git/team\"]");
    plane.secret("scoped", "repository", "\"url\":\"https://git/scoped\",\"project\":\"team\"");
    plane.secret(
        "east", "cluster", "\"server\":\"https://east\",\"name\":\"east\",\"project\":\"team\"");
    until(
        "all of it",
        () ->
            projects.get("team").isPresent()
                && projects.get("base").isPresent()
                && plane.now().clusters().byServer("https://east").isPresent()
                && plane.now().repositories().all().size() == 1
                && !plane.now().argocd().data().isEmpty());
    assertThat(projects.effective("team").orElseThrow().spec().sourceRepos())
        .containsExactly("https://git/team", "https://git/scoped");
    cluster
        .admin()
        .patch(
            plane.path("appprojects") + "/team", "{\"metadata\":{\"labels\":{\"tier\":\"gold\"}}}");
    until("gold", () -> !projects.globals(projects.get("team").orElseThrow()).isEmpty());
    var team = projects.effective("team").orElseThrow();
    assertThat(team.spec().sourceRepos())
        .containsExactly("https://git/team", "https://git/scoped", "https://git/base");
    assertThat(team.spec().destinations())
        .extracting(one -> one.server() + " " + one.namespace())
        .containsExactly("https://east *");
    assertThat(projects.get("team").orElseThrow().spec().sourceRepos())
        .containsExactly("https://git/team");
    assertThat(projects.globals(projects.get("base").orElseThrow())).isEmpty();
    assertThat(projects.effective("nobody")).isEmpty();
  }
}
