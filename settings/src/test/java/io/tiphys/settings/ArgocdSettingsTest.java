package io.tiphys.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.tracking.TrackingMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgocdSettingsTest {

  private static final String CLUSTER = "https://kubernetes.default.svc";

  private final List<SettingsProblem> problems = new ArrayList<>();

  private ArgocdSettings read(Map<String, String> data) {
    return ArgocdSettings.of(data, ArgocdSettings.DEFAULT, problems::add);
  }

  @Test
  void an_empty_object_is_the_defaults_of_argo_cd_3() {
    ArgocdSettings settings = read(Map.of());
    assertThat(settings.tracking().method()).isEqualTo(TrackingMethod.ANNOTATION);
    assertThat(settings.tracking().labelKey()).isEqualTo("app.kubernetes.io/instance");
    assertThat(settings.tracking().installationId()).isEmpty();
    assertThat(settings.reconciliation()).isEqualTo(Duration.ofSeconds(120));
    assertThat(settings.reconciliationJitter()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.hardReconciliation()).isZero();
    assertThat(settings.inClusterEnabled()).isTrue();
    assertThat(settings.compare().ignoreResourceStatusField()).isEqualTo("all");
    assertThat(settings.compare().ignoreAggregatedRoles()).isFalse();
    assertThat(settings.compare().ignoreDifferencesOnResourceUpdates()).isTrue();
    assertThat(settings.kustomize().enabled()).isTrue();
    assertThat(settings.helm().valuesFileSchemes()).containsExactly("http", "https");
    assertThat(settings.ignoreResourceUpdatesEnabled()).isTrue();
    assertThat(settings.anonymousEnabled()).isFalse();
    assertThat(settings.respectRbac()).isEqualTo(ArgocdSettings.RespectRbac.OFF);
    assertThat(settings.kinds().watches("coordination.k8s.io", "Lease", CLUSTER)).isFalse();
    assertThat(settings.kinds().watches("discovery.k8s.io", "EndpointSlice", CLUSTER)).isFalse();
    assertThat(settings.kinds().watches("apps", "Deployment", CLUSTER)).isTrue();
    assertThat(problems).isEmpty();
  }

  @Test
  void reads_each_key_that_means_something() {
    ArgocdSettings settings =
        read(
            Map.ofEntries(
                Map.entry("url", "https://cd.example.org"),
                Map.entry("application.resourceTrackingMethod", "annotation+label"),
                Map.entry("application.instanceLabelKey", "example.org/app"),
                Map.entry("installationID", "east"),
                Map.entry("timeout.reconciliation", "5m"),
                Map.entry("timeout.reconciliation.jitter", "0s"),
                Map.entry("timeout.hard.reconciliation", "24h"),
                Map.entry("cluster.inClusterEnabled", "false"),
                Map.entry("resource.respectRBAC", "strict"),
                Map.entry(
                    "resource.compareoptions",
                    "ignoreAggregatedRoles: true\nignoreResourceStatusField: crd\n"),
                Map.entry("kustomize.enable", "false"),
                Map.entry("kustomize.buildOptions", "--enable-helm"),
                Map.entry("kustomize.buildOptions.v5", "--load-restrictor none"),
                Map.entry("kustomize.path.v5", "/custom/v5"),
                Map.entry("helm.valuesFileSchemes", "https, s3"),
                Map.entry("jsonnet.enable", "false"),
                Map.entry("resource.customizations.health.example.org_Widget", "return {}"),
                Map.entry("users.anonymous.enabled", "true"),
                Map.entry("nobody.knows", "kept")));
    assertThat(settings.url()).isEqualTo("https://cd.example.org");
    assertThat(settings.tracking().method()).isEqualTo(TrackingMethod.ANNOTATION_AND_LABEL);
    assertThat(settings.tracking().labelKey()).isEqualTo("example.org/app");
    assertThat(settings.tracking().installationId()).isEqualTo("east");
    assertThat(settings.reconciliation()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.reconciliationJitter()).isZero();
    assertThat(settings.hardReconciliation()).isEqualTo(Duration.ofHours(24));
    assertThat(settings.inClusterEnabled()).isFalse();
    assertThat(settings.respectRbac()).isEqualTo(ArgocdSettings.RespectRbac.STRICT);
    assertThat(settings.compare()).isEqualTo(new ArgocdSettings.CompareOptions(true, "crd", true));
    assertThat(settings.kustomize())
        .isEqualTo(
            new ArgocdSettings.Kustomize(
                false,
                "--enable-helm",
                Map.of("v5", "--load-restrictor none"),
                Map.of("v5", "/custom/v5")));
    assertThat(settings.helm().valuesFileSchemes()).containsExactly("https", "s3");
    assertThat(settings.jsonnetEnabled()).isFalse();
    assertThat(settings.resourceCustomizations())
        .containsOnlyKeys("resource.customizations.health.example.org_Widget");
    assertThat(settings.anonymousEnabled()).isTrue();
    assertThat(settings.data()).containsEntry("nobody.knows", "kept");
    assertThat(problems).isEmpty();
  }

  @Test
  void rules_of_kinds_take_globs_of_groups_and_clusters() {
    ArgocdSettings settings =
        read(
            Map.of(
                "resource.exclusions",
                """
                - apiGroups: ["*.example.org"]
                  kinds: ["*"]
                - apiGroups: [""]
                  kinds: [ConfigMap]
                  clusters: ["https://east*"]
                """));
    assertThat(settings.kinds().watches("a.example.org", "Widget", CLUSTER)).isFalse();
    assertThat(settings.kinds().watches("example.org", "Widget", CLUSTER)).isTrue();
    assertThat(settings.kinds().watches("", "ConfigMap", CLUSTER)).isTrue();
    assertThat(settings.kinds().watches("", "ConfigMap", "https://east-1")).isFalse();
    assertThat(settings.kinds().watches("coordination.k8s.io", "Lease", CLUSTER))
        .as("the defaults are replaced, not added to")
        .isTrue();
    assertThat(settings.kinds().watches("", "Event", CLUSTER)).as("nobody wants these").isFalse();
  }

  @Test
  void inclusions_leave_out_all_others() {
    ArgocdSettings settings =
        read(Map.of("resource.inclusions", "- apiGroups: [apps]\n  kinds: [Deployment]\n"));
    assertThat(settings.kinds().watches("apps", "Deployment", CLUSTER)).isTrue();
    assertThat(settings.kinds().watches("apps", "DaemonSet", CLUSTER)).isFalse();
    assertThat(settings.kinds().watches("", "Service", CLUSTER)).isFalse();
  }

  @Test
  void a_bad_value_keeps_the_last_good_one_and_is_named() {
    ArgocdSettings good =
        read(
            Map.of(
                "timeout.reconciliation", "5m",
                "resource.exclusions", "- kinds: [Widget]\n",
                "resource.compareoptions", "ignoreResourceStatusField: none"));
    ArgocdSettings bad =
        ArgocdSettings.of(
            Map.of(
                "timeout.reconciliation", "five minutes",
                "resource.exclusions", "- kinds: [Widget\n",
                "resource.compareoptions", "ignoreResourceStatusField: sometimes",
                "url", "https://new"),
            good,
            problems::add);
    assertThat(bad.reconciliation()).isEqualTo(Duration.ofMinutes(5));
    assertThat(bad.kinds()).isEqualTo(good.kinds());
    assertThat(bad.compare()).isEqualTo(good.compare());
    assertThat(bad.url()).isEqualTo("https://new");
    assertThat(problems)
        .extracting(SettingsProblem::key)
        .containsExactlyInAnyOrder(
            "timeout.reconciliation", "resource.exclusions", "resource.compareoptions");
  }

  @Test
  void global_projects_that_cannot_be_read_are_a_problem() {
    ArgocdSettings good = read(Map.of("globalProjects", "- projectName: base"));
    assertThat(good.globalProjects().rules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.project()).isEqualTo("base"));
    ArgocdSettings broken =
        ArgocdSettings.of(Map.of("globalProjects", "- projectName: ["), good, problems::add);
    assertThat(broken.globalProjects()).isEqualTo(good.globalProjects());
    assertThat(problems)
        .singleElement()
        .satisfies(problem -> assertThat(problem.key()).isEqualTo("globalProjects"));
  }
}
