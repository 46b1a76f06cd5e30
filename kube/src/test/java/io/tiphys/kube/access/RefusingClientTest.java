package io.tiphys.kube.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Nobody is asked when nobody may ask.
class RefusingClientTest {

  @Test
  void refusesWithoutARequest() {
    var nobody = new ClusterAccess("https://127.0.0.1:1", new Auth.None(), Tls.DEFAULT);
    try (var client = new KubeClient(nobody, KubeClientOptions.DEFAULT)) {
      var refusing = client.refusing("no account may act");
      assertThat(refusing.read("/version", "application/json"))
          .isEqualTo(new Answer.Refused(403, "Forbidden", "no account may act"));
      assertThat(refusing.impersonating(Impersonation.serviceAccount("a", "b")).read("/", ""))
          .isEqualTo(new Answer.Refused(403, "Forbidden", "no account may act"));
    }
  }
}
