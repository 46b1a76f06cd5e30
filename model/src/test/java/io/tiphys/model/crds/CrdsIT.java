package io.tiphys.model.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.applicationset.ApplicationSet;
import io.tiphys.model.contract.RandomRecords;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.meta.ObjectMeta;
import io.tiphys.model.meta.ObjectMetaBuilder;
import io.tiphys.model.project.AppProject;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A real API server takes the definitions, and gives back what it was given.
class CrdsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @BeforeAll
  static void installTheDefinitions() throws Exception {
    for (var crd : Crds.all()) {
      String path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + crd.name();
      String yaml = new String(Crds.yaml(crd.name() + ".yaml"), StandardCharsets.UTF_8);

      var answer = cluster.admin().apply(path, yaml);

      assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
      establish(path);
    }
  }

  private static void establish(String path) throws Exception {
    for (int i = 0; i < 200; i++) {
      var conditions = cluster.admin().get(path).body();
      assertThat(conditions).doesNotContain("\"NonStructuralSchema\",\"status\":\"True\"");
      if (conditions.contains("\"type\":\"Established\",\"status\":\"True\"")
          || conditions.matches("(?s).*\"status\":\"True\"[^{}]*\"type\":\"Established\".*")) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not established: " + path);
  }

  @Test
  void applicationsComeBackAsTheyWere() throws Exception {
    for (int seed = 0; seed < 60; seed++) {
      var given =
          RandomRecords.valid(seed)
              .next(Application.class)
              .with(app -> app.apiVersion("argoproj.io/v1alpha1").kind("Application"))
              .withMetadata(named(seed));

      var read = ModelJson.fromTree(stored("applications", given).content(), Application.class);

      assertThat(read.withMetadata(given.metadata())).as("seed %d", seed).isEqualTo(given);
    }
  }

  @Test
  void projectsComeBackAsTheyWere() throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      var given =
          RandomRecords.valid(seed)
              .next(AppProject.class)
              .with(project -> project.apiVersion("argoproj.io/v1alpha1").kind("AppProject"))
              .withMetadata(named(seed));

      var read = ModelJson.fromTree(stored("appprojects", given).content(), AppProject.class);

      assertThat(read.withMetadata(given.metadata())).as("seed %d", seed).isEqualTo(given);
    }
  }

  @Test
  void applicationSetsComeBackWithoutAStatusThatIsWrittenApart() throws Exception {
    for (int seed = 0; seed < 30; seed++) {
      var given =
          RandomRecords.valid(seed)
              .next(ApplicationSet.class)
              .with(set -> set.apiVersion("argoproj.io/v1alpha1").kind("ApplicationSet"))
              .withMetadata(named(seed));

      var read =
          ModelJson.fromTree(stored("applicationsets", given).content(), ApplicationSet.class);

      assertThat(read.spec()).as("seed %d", seed).isEqualTo(given.spec());
      assertThat(read.status().conditions()).isEmpty();
    }
  }

  private static ObjectMeta named(int seed) {
    return ObjectMetaBuilder.builder()
        .name("random-" + seed)
        .namespace(cluster.namespace())
        .labels(Map.of("seed", Integer.toString(seed)))
        .build();
  }

  private static Manifest stored(String plural, Record resource) throws IOException {
    String path = "/apis/argoproj.io/v1alpha1/namespaces/" + cluster.namespace() + "/" + plural;
    String json = new String(ModelJson.write(resource), StandardCharsets.UTF_8);
    var answer = cluster.admin().post(path, json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Manifest.parse(answer.body().getBytes(StandardCharsets.UTF_8));
  }
}
