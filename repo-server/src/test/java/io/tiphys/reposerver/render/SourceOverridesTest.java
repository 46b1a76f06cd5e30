package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceOverridesTest extends RenderFixture {

  @Test
  void mergesTheRepositorysFileAndThenTheApplications() throws Exception {
    var tree =
        commit(
            "web/.argocd-source.yaml",
            "directory:\n  recurse: true\n  include: a*\n",
            "web/.argocd-source-web.yaml",
            "directory: {include: 'b*'}",
            "web/.argocd-source-other.yaml",
            "directory: {include: 'c*'}",
            "web/below/a.yaml",
            configMap("a"),
            "web/below/b.yaml",
            configMap("b"),
            "web/b.yaml",
            configMap("b"));
    // with recursion, patterns see the whole path below the source
    assertThat(manifests(Requests.of("web"), tree)).hasSize(3);
  }

  @Test
  void cannotMoveTheSource() throws Exception {
    var tree =
        commit(
            "web/.argocd-source.yaml",
                "path: other\nrepoURL: https://evil.example.org\nkustomize: {}\n",
            "web/kustomization.yaml", "resources: []\n",
            "other/a.yaml", configMap("other"));
    assertThat(plan(Requests.of("web"), tree).sourceType()).isEqualTo(SourceType.KUSTOMIZE);
    assertThat(plan(Requests.of("web"), tree).closure().reads().keySet())
        .allMatch(path -> path.startsWith("web/"));
  }

  @Test
  void reportsABrokenFile() throws Exception {
    var tree = commit("web/.argocd-source.yaml", "a: [", "web/a.yaml", configMap("a"));
    assertThat(failed(Requests.of("web"), tree).message())
        .startsWith("error while parsing source parameters: .argocd-source.yaml: ");
    tree = commit("web/.argocd-source.yaml", "helm: 7", "web/a.yaml", configMap("a"));
    assertThat(failed(Requests.of("web"), tree).message())
        .startsWith("error while parsing source parameters: .argocd-source.yaml: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = { // RFC 7386, appendix A
        "{'a':'b'} | {'a':'c'} | {'a':'c'}",
        "{'a':'b'} | {'b':'c'} | {'a':'b','b':'c'}",
        "{'a':'b'} | {'a':null} | {}",
        "{'a':['b']} | {'a':'c'} | {'a':'c'}",
        "{'a':{'b':'c'}} | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
        "{'a':'foo'} | null | null",
        "{'a':'foo'} | 'bar' | 'bar'",
        "{'e':null} | {'a':1} | {'a':1,'e':null}",
        "[1,2] | {'a':'b','c':null} | {'a':'b'}",
        "{} | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}",
      },
      quoteCharacter = '"')
  void mergesAsTheStandardSays(String target, String patch, String expected) {
    assertThat(JsonTree.writeString(SourceOverrides.mergePatch(tree(target), tree(patch))))
        .isEqualTo(expected.replace('\'', '"'));
  }

  private static @Nullable Object tree(String json) {
    return JsonTree.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
