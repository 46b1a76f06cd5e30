package io.tiphys.engine.project;

import static io.tiphys.engine.TestingManifests.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.meta.ObjectMetaBuilder;
import io.tiphys.model.project.AppProjectBuilder;
import io.tiphys.model.project.AppProjectSpec;
import io.tiphys.model.project.AppProjectSpecBuilder;
import io.tiphys.model.project.ClusterResourceRestrictionItemBuilder;
import io.tiphys.model.project.GroupKindItemBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectTest {

  private static final String HERE = "https://kubernetes.default.svc";

  private static ApplicationDestination to(String server, String namespace) {
    return ApplicationDestinationBuilder.builder().server(server).namespace(namespace).build();
  }

  private static Project destinations(ApplicationDestination... rules) {
    return new Project(
        "team", AppProjectSpecBuilder.builder().destinations(List.of(rules)).build());
  }

  private static Project sources(String... rules) {
    return new Project("team", AppProjectSpecBuilder.builder().sourceRepos(List.of(rules)).build());
  }

  @Test
  void destinationMatchesAnAllowedOne() {
    Project project = destinations(to(HERE, "team-*"));
    assertThat(project.destinationRefusal(to(HERE, "team-a"))).isEmpty();
    assertThat(project.destinationRefusal(to(HERE, "other")))
        .contains(
            "application destination server 'https://kubernetes.default.svc' and namespace 'other'"
                + " do not match any of the allowed destinations in project 'team'");
    assertThat(project.destinationRefusal(to("https://elsewhere", "team-a"))).isPresent();
    assertThat(destinations().destinationRefusal(to(HERE, "team-a"))).isPresent();
  }

  @Test
  void deniedDestinationIsRefusedWhateverElseIsAllowed() {
    Project project =
        destinations(to("*", "!kube-system"), to("!https://prod-*", "*"), to("*", "*"));
    assertThat(project.destinationRefusal(to(HERE, "web"))).isEmpty();
    assertThat(project.destinationRefusal(to(HERE, "kube-system"))).isPresent();
    assertThat(project.destinationRefusal(to("https://prod-1", "web"))).isPresent();
  }

  @Test
  void clusterMayBeAllowedByItsName() {
    Project project =
        destinations(ApplicationDestinationBuilder.builder().name("prod").namespace("*").build());
    assertThat(
            project.destinationRefusal(
                ApplicationDestinationBuilder.builder()
                    .server("https://1.2.3.4")
                    .name("prod")
                    .namespace("web")
                    .build()))
        .isEmpty();
    assertThat(project.destinationRefusal(to("https://1.2.3.4", "web"))).isPresent();
  }

  @Test
  void sourcesMatchWhicheverWayTheyAreWritten() {
    Project project = sources("git@github.com:team/*");
    assertThat(project.sourceRefusal("ssh://git@github.com/team/app.git")).isEmpty();
    assertThat(project.sourceRefusal("git@GitHub.com:team/app")).isEmpty();
    assertThat(project.sourceRefusal("git@github.com:team/sub/app")).isPresent();
    assertThat(project.sourceRefusal("https://me:secret@github.com/other/app"))
        .contains(
            "application repo https://me@github.com/other/app is not permitted in project 'team'");
    assertThat(sources("https://github.com/team/**").sourceRefusal("https://github.com/team/a/b"))
        .isEmpty();
    assertThat(sources("*").sourceRefusal("https://any.where/a/b")).isEmpty();
    assertThat(sources().sourceRefusal("https://any.where/a/b")).isPresent();
  }

  @Test
  void deniedSourceIsRefusedWhateverElseIsAllowed() {
    Project project = sources("*", "!https://gitlab.com/group/**");
    assertThat(project.sourceRefusal("https://gitlab.com/other/a")).isEmpty();
    assertThat(project.sourceRefusal("https://gitlab.com/group/a/b.git")).isPresent();
  }

  @Test
  void clusterKindsAreAllowedOneByOne() {
    AppProjectSpec spec =
        AppProjectSpecBuilder.builder()
            .destinations(List.of(to("*", "*")))
            .clusterResourceWhitelist(
                List.of(
                    ClusterResourceRestrictionItemBuilder.builder()
                        .group("")
                        .kind("Namespace")
                        .name("team-*")
                        .build()))
            .build();
    Project project = new Project("team", spec);
    var destination = to(HERE, "web");
    assertThat(project.resourceRefusal(named("v1", "Namespace", "", "team-a"), false, destination))
        .isEmpty();
    assertThat(project.resourceRefusal(named("v1", "Namespace", "", "other"), false, destination))
        .contains("resource :Namespace is not permitted in project team");
    assertThat(
            project.resourceRefusal(
                named("rbac.authorization.k8s.io/v1", "ClusterRole", "", "r"), false, destination))
        .contains(
            "resource rbac.authorization.k8s.io:ClusterRole is not permitted in project team");
  }

  @Test
  void namespacedKindsAreForbiddenOneByOneOrAllowedByAList() {
    var secret = GroupKindItemBuilder.builder().group("").kind("Secret").build();
    var everythingOfApps = GroupKindItemBuilder.builder().group("apps").kind("*").build();
    Project forbids =
        new Project(
            "team",
            AppProjectSpecBuilder.builder().namespaceResourceBlacklist(List.of(secret)).build());
    assertThat(forbids.isKindPermitted(new GroupKind("", "ConfigMap"), "a", true)).isTrue();
    assertThat(forbids.isKindPermitted(new GroupKind("", "Secret"), "a", true)).isFalse();
    Project allows =
        new Project(
            "team",
            AppProjectSpecBuilder.builder()
                .namespaceResourceWhitelist(List.of(everythingOfApps))
                .build());
    assertThat(allows.isKindPermitted(new GroupKind("apps", "Deployment"), "a", true)).isTrue();
    assertThat(allows.isKindPermitted(new GroupKind("", "ConfigMap"), "a", true)).isFalse();
  }

  @Test
  void objectsStayInPermittedNamespaces() {
    Project project = destinations(to(HERE, "web"));
    assertThat(project.resourceRefusal(named("v1", "ConfigMap", "web", "a"), true, to(HERE, "web")))
        .isEmpty();
    assertThat(
            project.resourceRefusal(
                named("v1", "ConfigMap", "default", "a"), true, to(HERE, "web")))
        .contains("namespace default is not permitted in project 'team'");
  }

  @Test
  void aDeniedNamespaceIsDeniedInTheClustersOfItsRuleOnly() {
    Project project = destinations(to(HERE, "!kube-system"), to("https://east", "*"));
    assertThat(project.destinationRefusal(to("https://east", "kube-system"))).isEmpty();
    assertThat(project.destinationRefusal(to(HERE, "kube-system"))).isPresent();
    assertThat(project.destinationRefusal(to(HERE, "web"))).isEmpty();
    Project byName =
        destinations(
            ApplicationDestinationBuilder.builder().name("prod").namespace("!kube-*").build(),
            to("*", "*"));
    var there = ApplicationDestinationBuilder.builder().server("https://1.2.3.4").name("prod");
    assertThat(byName.destinationRefusal(there.namespace("kube-system").build())).isPresent();
    assertThat(byName.destinationRefusal(there.namespace("web").build())).isEmpty();
  }

  @Test
  void aDeniedClusterIsDeniedInTheNamespacesOfItsRuleOnly() {
    Project project = destinations(to("!https://prod", "team-*"), to("*", "*"));
    assertThat(project.destinationRefusal(to("https://prod", "team-a"))).isPresent();
    assertThat(project.destinationRefusal(to("https://prod", "other"))).isEmpty();
  }

  @Test
  void onlyScopedClustersMayBePermitted() {
    var spec =
        AppProjectSpecBuilder.builder()
            .destinations(List.of(to("*", "*")))
            .permitOnlyProjectScopedClusters(true)
            .build();
    assertThat(new Project("team", spec).destinationRefusal(to(HERE, "web"))).isPresent();
    var scoped = List.of(new ProjectScope.Cluster("https://east", "east", List.of()));
    Project project = new Project("team", spec, scoped);
    assertThat(project.destinationRefusal(to("https://east", "web"))).isEmpty();
    assertThat(project.destinationRefusal(to(HERE, "web"))).isPresent();
  }

  @Test
  void aProjectMayUseWhatWasRegisteredForIt() {
    var scope =
        new ProjectScope(
            List.of("https://git/scoped"),
            List.of(
                new ProjectScope.Cluster("https://east", "east", List.of()),
                new ProjectScope.Cluster("https://west", "west", List.of("a", "b"))));
    var stored =
        AppProjectBuilder.builder()
            .metadata(ObjectMetaBuilder.builder().name("team").build())
            .build();
    Project project = Project.of(stored, scope, List.of());
    assertThat(project.isSourcePermitted("https://git/scoped")).isTrue();
    assertThat(project.isDestinationPermitted(to("https://east", "any"))).isTrue();
    assertThat(project.isDestinationPermitted(to("https://west", "b"))).isTrue();
    assertThat(project.isDestinationPermitted(to("https://west", "c"))).isFalse();
    assertThat(Project.of(stored, scope).isSourcePermitted("https://git/scoped")).isFalse();
  }
}
