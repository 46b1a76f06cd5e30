package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.json.JsonTree;
import io.tiphys.settings.Settings;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// An installation of a test's own, in its namespace, with its settings watched.
public final class TestingInstallation implements AutoCloseable {

  private final TestingCluster cluster;
  private final KubeClient kube;
  private final SettingsWatch settings;

  public TestingInstallation(TestingCluster cluster) throws InterruptedException {
    this.cluster = cluster;
    var connection = cluster.connection();
    var home =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(connection.token()),
            Tls.trusting(connection.certificateAuthority()));
    kube = new KubeClient(home, KubeClientOptions.DEFAULT);
    settings = SettingsWatch.start(kube, cluster.namespace(), home);
    assertThat(settings.awaitRead(Duration.ofSeconds(60))).isTrue();
  }

  public KubeClient kube() {
    return kube;
  }

  public SettingsWatch settings() {
    return settings;
  }

  public String namespace() {
    return cluster.namespace();
  }

  /// Waits until the settings say something.
  public void await(Predicate<Settings> wanted) throws InterruptedException {
    assertThat(settings.await(wanted, Duration.ofSeconds(60))).isTrue();
  }

  /// Creates an object as the administrator.
  public void create(String plural, String json) throws IOException {
    var answer = cluster.admin().post(path(plural), json);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /// Creates a ConfigMap as the administrator, and waits until the settings have it.
  public void configMap(String name, Map<String, String> data)
      throws IOException, InterruptedException {
    var object = Map.of("metadata", Map.of("name", name), "data", data);
    create("configmaps", JsonTree.writeString(object));
    await(now -> now.configMaps().containsKey(name) || now.argocd().data().equals(data));
  }

  /// One object.
  ///
  /// @param path such as `secrets/argocd-secret`
  public Map<String, ?> object(String path) throws IOException {
    byte[] body = cluster.admin().get(path(path)).body().getBytes(StandardCharsets.UTF_8);
    return JsonTree.parseObject(body);
  }

  public Map<String, ?> metadata(String path) throws IOException {
    return JsonTree.objectOrEmpty(object(path).get("metadata"));
  }

  /// The data of a ConfigMap; empty when it is not there.
  public Map<String, ?> configMapData(String name) throws IOException {
    return JsonTree.objectOrEmpty(object("configmaps/" + name).get("data"));
  }

  /// The data of a Secret, decoded; empty when it is not there.
  public Map<String, String> secretData(String name) throws IOException {
    var data = new TreeMap<String, String>();
    JsonTree.objectOrEmpty(object("secrets/" + name).get("data"))
        .forEach((key, value) -> {
          byte[] decoded = Base64.getDecoder().decode(String.valueOf(value));
          data.put(key, new String(decoded, StandardCharsets.UTF_8));
        });
    return data;
  }

  private String path(String rest) {
    return "/api/v1/namespaces/" + cluster.namespace() + "/" + rest;
  }

  @Override
  public void close() {
    settings.close();
    kube.close();
  }
}
