package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.crds.Crds;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The custom resources of Argo CD, served by a test's API server.
public final class Definitions {

  private Definitions() {}

  /// Returns when they are served.
  public static void define(TestingCluster cluster) throws IOException, InterruptedException {
    for (Manifest crd : Crds.all()) {
      String json = new String(crd.toJson(), StandardCharsets.UTF_8);
      String path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + crd.name();
      var answer = cluster.admin().apply(path, json);
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(answer.body());
      }
    }
    for (String plural : new String[] {"applications", "appprojects", "applicationsets"}) {
      for (int i = 0; status(cluster, plural) != 200; i++) {
        assertThat(i).as("%s are not served", plural).isLessThan(600);
        Thread.sleep(50);
      }
    }
  }

  private static int status(TestingCluster cluster, String plural) throws IOException {
    return cluster.admin().get("/apis/argoproj.io/v1alpha1/" + plural).statusCode();
  }
}
