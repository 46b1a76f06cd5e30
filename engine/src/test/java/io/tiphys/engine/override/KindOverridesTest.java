package io.tiphys.engine.override;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.GroupKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KindOverridesTest {

  private static String health(Map<String, String> data, String group, String kind) {
    return KindOverrides.of(data)
        .of(new GroupKind(group, kind), scripts -> !scripts.health().isEmpty())
        .map(scripts -> scripts.health() + (scripts.openLibraries() ? " open" : ""))
        .orElse("none");
  }

  @Test
  void aKeyNamesItsKind() {
    var data =
        Map.of(
            "resource.customizations.health.cert-manager.io_Certificate", "a",
            "resource.customizations.useOpenLibs.cert-manager.io_Certificate", "true",
            "resource.customizations.health.Service", "b",
            "resource.customizations.ignoreDifferences.apps_Deployment", "c");
    assertThat(health(data, "cert-manager.io", "Certificate")).isEqualTo("a open");
    assertThat(health(data, "", "Service")).isEqualTo("b");
    assertThat(health(data, "apps", "Deployment")).isEqualTo("none");
  }

  @Test
  void theOldKeyIsAMapOfKinds() {
    var data =
        Map.of(
            "resource.customizations",
            """
            apps/Deployment:
              health.lua: old
              health.lua.useOpenLibs: true
            "*.crossplane.io/*":
              health.lua: wild
            "*/Widget":
              health.lua: widgets
            """,
            "resource.customizations.health.apps_StatefulSet",
            "new");
    assertThat(health(data, "apps", "Deployment")).isEqualTo("old open");
    assertThat(health(data, "apps", "StatefulSet")).isEqualTo("new");
    assertThat(health(data, "s3.aws.crossplane.io", "Bucket")).isEqualTo("wild");
    assertThat(health(data, "x.io", "Widget")).isEqualTo("widgets");
    assertThat(health(data, "", "Widget")).isEqualTo("widgets");
  }

  @Test
  void anExactKindWinsAndUnderscoresAreWild() {
    var data =
        Map.of(
            "resource.customizations.health._.crossplane.io__", "wild",
            "resource.customizations.health.s3.aws.crossplane.io_Bucket", "exact",
            "resource.customizations.health.x.io__", "all of x");
    assertThat(health(data, "s3.aws.crossplane.io", "Bucket")).isEqualTo("exact");
    assertThat(health(data, "s3.aws.crossplane.io", "Policy")).isEqualTo("wild");
    assertThat(health(data, "x.io", "Any")).isEqualTo("all of x");
    assertThat(KindOverrides.kind("all")).isEqualTo("*/*");
  }

  @Test
  void whatIsNoYamlIsAProblem() {
    assertThat(KindOverrides.of(Map.of("resource.customizations", "a: [")).problems())
        .singleElement()
        .asString()
        .startsWith("resource.customizations cannot be read: ");
  }
}
