package io.tiphys.apiserver.configmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.apiserver.TestingInstallation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConfigMapDataIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final String NAME = "argocd-some-cm";

  private TestingInstallation installation;
  private ConfigMapData data;

  @BeforeEach
  void open() throws Exception {
    installation = new TestingInstallation(cluster);
    data =
        new ConfigMapData(
            installation.kube(), installation.namespace(), installation.settings(), NAME);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void isMadeByTheFirstEditAndReadAsItWasWritten() throws Exception {
    assertThat(data.read()).isEmpty();
    data.edit(all -> all.put("a", "1"));
    assertThat(data.read()).isEqualTo(Map.of("a", "1"));
    assertThat(installation.metadata("configmaps/" + NAME).get("labels"))
        .isEqualTo(Map.of("app.kubernetes.io/name", NAME, "app.kubernetes.io/part-of", "argocd"));
    data.edit(all -> all.remove("a"));
    assertThat(data.read()).isEmpty();
  }

  @Test
  void whoWritesAtTheSameTimeIsNotOverwritten() throws Exception {
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<?>>();
      for (String key : new String[] {"a", "b", "c"}) {
        done.add(
            writers.submit(() -> {
              data.edit(all -> all.put(key, "x"));
              return null;
            }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    }
    assertThat(installation.configMapData(NAME)).isEqualTo(Map.of("a", "x", "b", "x", "c", "x"));
  }

  @Test
  void aRefusedEditAndOneThatChangesNothingWriteNothing() throws Exception {
    data.edit(all -> all.put("a", "1"));
    Object before = installation.metadata("configmaps/" + NAME).get("resourceVersion");
    data.edit(all -> all.put("a", "1"));
    assertThatThrownBy(() ->
            data.edit(all -> {
              all.put("a", "2");
              throw Refusal.invalid("no");
            }))
        .hasMessage("no");
    assertThatThrownBy(() -> data.edit(all -> all.put("b", "x".repeat(1 << 20))))
        .isInstanceOf(Refusal.class)
        .hasMessage("ConfigMap argocd-some-cm would be larger than 900 KiB");
    assertThat(installation.metadata("configmaps/" + NAME).get("resourceVersion"))
        .isEqualTo(before);
  }
}
