package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.reposerver.source.CommitTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelmValueFilesTest extends RenderFixture {

  private CommitTree tree() throws Exception {
    return commit(
        "chart/values.yaml", "",
        "chart/envs/base.yaml", "",
        "chart/envs/prod.yaml", "",
        "chart/envs/nested/c.yaml", "",
        "chart/envs/zone/z.yaml", "",
        "chart/evil.yaml", "-> ../../secrets.yaml",
        "shared/values.yaml", "",
        "chart/link.yaml", "-> ../shared/values.yaml");
  }

  private static List<String> resolve(CommitTree tree, boolean ignoreMissing, String... files)
      throws RenderFailure {
    return located(new Reads(tree, 1000), ignoreMissing, files);
  }

  private static List<String> located(Reads reads, boolean ignoreMissing, String... files)
      throws RenderFailure {
    var environment = new BuildEnvironment(Map.of("ARGOCD_APP_NAME", "envs"));
    return new HelmValueFiles(BuildConfiguration.DEFAULT, environment, "chart", reads)
        .resolve(List.of(files), ignoreMissing).stream()
            .map(file -> file.argument("").replaceFirst("^/", ""))
            .toList();
  }

  @Test
  void findsFilesFromTheChartAndFromTheRoot() throws Exception {
    assertThat(
            resolve(tree(), false, "values.yaml", "../shared/values.yaml", "/shared/values.yaml"))
        .containsExactly("chart/values.yaml", "shared/values.yaml", "shared/values.yaml");
  }

  @Test
  void followsLinks() throws Exception {
    assertThat(resolve(tree(), false, "link.yaml")).containsExactly("shared/values.yaml");
  }

  @Test
  void leavesOutWhatIsMissingOnlyWhenTold() throws Exception {
    assertThat(resolve(tree(), true, "none.yaml", "values.yaml"))
        .containsExactly("chart/values.yaml");
    assertThat(resolve(tree(), false, "none.yaml")).containsExactly("chart/none.yaml");
  }

  @Test
  void expandsPatternsInOrder() throws Exception {
    assertThat(resolve(tree(), false, "envs/*.yaml"))
        .containsExactly("chart/envs/base.yaml", "chart/envs/prod.yaml");
    assertThat(resolve(tree(), false, "envs/**/*.yaml"))
        .containsExactly(
            "chart/envs/base.yaml",
            "chart/envs/prod.yaml",
            "chart/envs/nested/c.yaml",
            "chart/envs/zone/z.yaml");
    assertThat(resolve(tree(), false, "$ARGOCD_APP_NAME/p*.yaml"))
        .containsExactly("chart/envs/prod.yaml");
    assertThat(resolve(tree(), false, "/shared/*.yaml")).containsExactly("shared/values.yaml");
  }

  @Test
  void namesEachFileOnceAndWhereItIsNamedByItself() throws Exception {
    assertThat(resolve(tree(), false, "envs/*.yaml", "envs/base.yaml"))
        .containsExactly("chart/envs/prod.yaml", "chart/envs/base.yaml");
    assertThat(resolve(tree(), false, "envs/*.yaml", "envs/**/*.yaml"))
        .containsExactly(
            "chart/envs/base.yaml",
            "chart/envs/prod.yaml",
            "chart/envs/nested/c.yaml",
            "chart/envs/zone/z.yaml");
  }

  @Test
  void refusesAPatternThatMatchesNothingUnlessMissingFilesAreIgnored() throws Exception {
    var tree = tree();
    assertThatThrownBy(() -> resolve(tree, false, "none/*.yaml"))
        .hasMessage(
            "error resolving helm value files: values file glob \"none/*.yaml\" matched no files");
    assertThat(resolve(tree, true, "none/*.yaml")).isEmpty();
  }

  @Test
  void refusesWhatIsOutsideTheRepository() throws Exception {
    var tree = tree();
    assertThatThrownBy(() -> resolve(tree, false, "../../values.yaml"))
        .hasMessage(
            "error resolving helm value files: error resolving value file path: file"
                + " '../../values.yaml' resolved to outside repository root");
    assertThatThrownBy(() -> resolve(tree, true, "../../secrets/*.yaml"))
        .hasMessageContaining("resolved to outside repository root");
    assertThatThrownBy(() -> resolve(tree, true, "evil.yaml"))
        .hasMessage("repository contains out-of-bounds symlinks. file: chart/evil.yaml");
    assertThatThrownBy(() -> resolve(tree, true, "*.yaml"))
        .hasMessage("repository contains out-of-bounds symlinks. file: chart/evil.yaml");
  }

  @Test
  void leavesAllowedAddressesToHelm() throws Exception {
    var tree = tree();
    var reads = new Reads(tree, 1000);
    assertThat(located(reads, false, "https://example.org/values-*.yaml"))
        .containsExactly("https://example.org/values-*.yaml");
    assertThat(reads.closure().unbounded()).isTrue();
    assertThatThrownBy(() -> resolve(tree, false, "file:///etc/passwd"))
        .hasMessageEndingWith("the URL scheme 'file' is not allowed");
  }

  @Test
  void saysThatReferencedSourcesAreNotThere() throws Exception {
    var tree = tree();
    assertThatThrownBy(() -> resolve(tree, true, "$values/values.yaml"))
        .hasMessageContaining("'$values/values.yaml' is in a referenced source");
  }
}
