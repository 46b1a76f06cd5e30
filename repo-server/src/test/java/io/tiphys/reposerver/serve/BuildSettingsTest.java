package io.tiphys.reposerver.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.render.BuildConfiguration.KustomizeVersion;
import io.tiphys.reposerver.render.SourceType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildSettingsTest {

  @Test
  void readsTheKeysOfTheConfigMap() {
    var configuration =
        BuildSettings.parse(
            Map.of(
                "kustomize.buildOptions", "--enable-helm",
                "kustomize.path.v4.5.7", "/opt/kustomize-4",
                "kustomize.buildOptions.v4.5.7", "--load-restrictor LoadRestrictionsNone",
                "helm.valuesFileSchemes", "https, s3",
                "helm.enable", "false",
                "url", "https://example.org"));
    assertThat(configuration.kustomizeBuildOptions()).isEqualTo("--enable-helm");
    assertThat(configuration.kustomizeVersions())
        .containsExactly(
            Map.entry(
                "v4.5.7",
                new KustomizeVersion(
                    "/opt/kustomize-4", "--load-restrictor LoadRestrictionsNone")));
    assertThat(configuration.helmValuesFileSchemes()).containsExactly("https", "s3");
    assertThat(configuration.disabled()).containsExactly(SourceType.HELM);
    assertThat(BuildSettings.parse(Map.of())).isEqualTo(BuildConfiguration.DEFAULT);
  }

  @Test
  void followsTheMountedDirectory(@TempDir Path directory) throws Exception {
    var settings = new BuildSettingsDirectory(directory, Duration.ZERO);
    assertThat(settings.get()).isEqualTo(BuildConfiguration.DEFAULT);
    Files.writeString(directory.resolve("kustomize.buildOptions"), "--enable-helm\n");
    assertThat(settings.get().kustomizeBuildOptions()).isEqualTo("--enable-helm");
    var absent = new BuildSettingsDirectory(directory.resolve("absent"), Duration.ZERO);
    assertThat(absent.get()).isEqualTo(BuildConfiguration.DEFAULT);
  }
}
