package io.tiphys.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/// k3s in a container, where a Docker daemon is.
record K3sPlane(K3sContainer container, Connection connection) implements SharedPlane {

  private static final String ADMIN =
      """
      kubectl create serviceaccount tiphys-test -n kube-system >/dev/null &&
      kubectl create clusterrolebinding tiphys-test --clusterrole=cluster-admin \
        --serviceaccount=kube-system:tiphys-test >/dev/null &&
      kubectl create token tiphys-test -n kube-system --duration=24h
      """;

  static K3sPlane start() {
    String image = System.getProperty("tiphys.k3s.image", "rancher/k3s:v1.36.1-k3s1");
    var container = new K3sContainer(DockerImageName.parse(image));
    container.start();
    try {
      String token = container.execInContainer("sh", "-c", ADMIN).getStdout().strip();
      String given = container.getKubeConfigYaml();
      String authority = member(given, "certificate-authority-data");
      String server = member(given, "server");
      Path kubeconfig = Files.createTempFile("tiphys-k3s", ".kubeconfig");
      Files.writeString(kubeconfig, Connection.kubeconfigText(server, authority, token));
      String pem = new String(Base64.getDecoder().decode(authority), StandardCharsets.UTF_8);
      return new K3sPlane(container, new Connection(server, token, pem, kubeconfig));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while k3s starts", e);
    }
  }

  private static String member(String yaml, String name) {
    Matcher matcher = Pattern.compile(name + ":\\s*\"?([^\\s\"]+)").matcher(yaml);
    if (!matcher.find()) {
      throw new IllegalStateException("the kubeconfig of k3s has no " + name);
    }
    return matcher.group(1);
  }

  @Override
  public void close() {
    container.stop();
  }
}
