package io.tiphys.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.project.AppProjectSpec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrphanRulesTest {

  private static Optional<OrphanRules> rules(String spec) {
    var tree = JsonTree.parse(spec.getBytes(StandardCharsets.UTF_8));
    return OrphanRules.of(new Project("shop", ModelJson.fromTree(tree, AppProjectSpec.class)));
  }

  @Test
  void a_project_says_that_it_looks_for_them() {
    assertThat(rules("{}")).isEmpty();
    assertThat(rules("{\"orphanedResources\":{}}").orElseThrow().isWarning()).isTrue();
    assertThat(rules("{\"orphanedResources\":{\"warn\":false}}").orElseThrow().isWarning())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'',ConfigMap,shop,settings,true",
    "'',ConfigMap,shop,kube-root-ca.crt,false",
    "'',Secret,shop,kube-root-ca.crt,true",
    "'',ServiceAccount,shop,default,false",
    "'',Service,default,kubernetes,false",
    "'',Service,shop,kubernetes,true",
    "'',ConfigMap,shop,cache-1,false",
    "apps,Deployment,shop,web,true",
    "batch,Job,shop,any,false",
    "'',Secret,shop,registry,true",
    "'',LimitRange,shop,x,false",
    "rbac.authorization.k8s.io,ClusterRole,'',x,false",
  })
  void what_counts(String group, String kind, String namespace, String name, boolean counts) {
    var rules =
        rules(
                """
                {"namespaceResourceBlacklist":[{"group":"","kind":"LimitRange"}],
                 "orphanedResources":{"ignore":[{"kind":"ConfigMap","name":"cache-*"},{"group":"batch","kind":"*"}]}}
                """)
            .orElseThrow();
    assertThat(rules.counts(new ResourceKey(group, kind, namespace, name))).isEqualTo(counts);
  }
}
