package io.tiphys.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.TestingAccess;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ManyObjectsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final int COUNT = 5000;
  private static final int SIZE = 1500;

  @Test
  void five_thousand_objects_come_in_pages_and_take_little_memory() throws Exception {
    try (KubeClient client = TestingAccess.client(cluster.connection())) {
      create(client);
      long before = usedMemory();
      try (var cache =
          new ClusterCache(client, CacheSettings.DEFAULT, object -> "", new SchemaDocuments())) {
        cache.start();
        assertThat(cache.awaitStarted(Duration.ofMinutes(2))).isInstanceOf(CacheState.Synced.class);
        assertThat(cache.all(new GroupKind("", "ConfigMap")).stream())
            .filteredOn(object -> object.key().namespace().equals(cluster.namespace()))
            .filteredOn(object -> object.key().name().startsWith("many-"))
            .hasSize(COUNT);
        assertThat((usedMemory() - before) / COUNT)
            .as("bytes for the header of an object whose JSON has " + SIZE)
            .isLessThan(1000);
      }
    }
  }

  private static void create(KubeClient client) throws Exception {
    String data = "x".repeat(SIZE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> done :
          IntStream.range(0, 16)
              .<Future<?>>mapToObj(worker -> threads.submit(() -> createSome(client, worker, data)))
              .toList()) {
        done.get();
      }
    }
  }

  private static void createSome(KubeClient client, int worker, String data) {
    for (int i = worker; i < COUNT; i += 16) {
      byte[] json =
          "{\"metadata\":{\"name\":\"many-%d\"},\"data\":{\"key\":\"%s\"}}"
              .formatted(i, data)
              .getBytes(StandardCharsets.UTF_8);
      Answer answer =
          client.create(TestingAccess.configMaps(cluster.namespace()), json, Write.DEFAULT);
      assertThat(answer.problem()).isEmpty();
    }
  }

  private static long usedMemory() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
