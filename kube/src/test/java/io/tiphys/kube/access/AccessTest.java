package io.tiphys.kube.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.testkit.Behaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {

  @TempDir Path directory;

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void reads_the_current_context_of_a_kubeconfig() throws IOException {
    Path file = directory.resolve("config");
    Files.writeString(directory.resolve("ca.pem"), "CA");
    Files.writeString(
        file,
        """
        current-context: east
        contexts:
        - name: west
          context: {cluster: none, user: none}
        - name: east
          context: {cluster: c, user: u, namespace: cd}
        clusters:
        - name: c
          cluster: {server: "https://east:6443", certificate-authority: ca.pem, tls-server-name: api, proxy-url: "http://proxy:3128"}
        users:
        - name: u
          user: {client-certificate-data: %s, client-key-data: %s, token: t0ken}
        """
            .formatted(base64("CERT"), base64("KEY")));
    ClusterLogin login =
        ClusterLogin.find(Map.of("KUBECONFIG", directory.resolve("absent") + ":" + file));
    assertThat(login.namespace()).isEqualTo("cd");
    assertThat(login.access())
        .isEqualTo(
            new ClusterAccess(
                "https://east:6443",
                new Auth.Bearer("t0ken"),
                new Tls("CA", "CERT", "KEY", false, "api"),
                "http://proxy:3128",
                false));
    assertThat(login.toString()).doesNotContain("t0ken").doesNotContain("KEY");
  }

  @Test
  void says_what_a_kubeconfig_lacks_and_quotes_nothing_of_it() throws IOException {
    assertThatThrownBy(() -> ClusterLogin.find(Map.of("HOME", directory.toString())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no kubeconfig at");
    Path file = directory.resolve("config");
    Files.writeString(file, "current-context: east\ncontexts: []\n");
    assertThatThrownBy(() -> KubeConfigFile.read(file).login(""))
        .hasMessageContaining("no context named east");
    Files.writeString(file, "users: [{user: {token: s3same}\n");
    assertThatThrownBy(() -> KubeConfigFile.read(file))
        .isInstanceOf(IOException.class)
        .message()
        .doesNotContain("s3same");
  }

  @Test
  void reads_a_pods_service_account() throws IOException {
    Files.writeString(directory.resolve("ca.crt"), "CA");
    Files.writeString(directory.resolve("token"), "first");
    Files.writeString(directory.resolve("namespace"), "cd\n");
    ClusterLogin login =
        InCluster.login(
            Map.of("KUBERNETES_SERVICE_HOST", "fd00::1", "KUBERNETES_SERVICE_PORT", "6443"),
            directory);
    assertThat(login.namespace()).isEqualTo("cd");
    assertThat(login.access().server()).isEqualTo("https://[fd00::1]:6443");
    assertThat(login.access().tls()).isEqualTo(Tls.trusting("CA"));
    var credentials = Credentials.of(login.access().auth());
    assertThat(credentials.current().authorization()).isEqualTo("Bearer first");
    Files.writeString(directory.resolve("token"), "second");
    assertThat(credentials.renew()).as("after a 401").isTrue();
    assertThat(credentials.current().authorization()).isEqualTo("Bearer second");
  }

  @Test
  void reads_the_config_of_a_cluster_secret() {
    ClusterAccess access =
        ClusterConfig.access(
            "https://eks",
            "{\"awsAuthConfig\":{\"clusterName\":\"prod\",\"roleARN\":\"arn:x\"},"
                + "\"tlsClientConfig\":{\"caData\":\""
                + base64("CA")
                + "\"},\"disableCompression\":true,\"proxyUrl\":\"socks5://p\"}");
    assertThat(access.auth())
        .isEqualTo(
            new Auth.Exec(
                "argocd-k8s-auth",
                List.of("aws", "--cluster-name", "prod", "--role-arn", "arn:x"),
                Map.of(),
                "client.authentication.k8s.io/v1beta1"));
    assertThat(access.tls().caPem()).isEqualTo("CA");
    assertThat(access.disableCompression()).isTrue();
    assertThat(access.proxyUrl()).isEqualTo("socks5://p");
    assertThat(
            ClusterConfig.access(
                    "https://x",
                    "{\"execProviderConfig\":{\"command\":\"c\",\"args\":[\"a\"],\"env\":{\"E\":\"v\"},\"apiVersion\":\"client.authentication.k8s.io/v1\"}}")
                .auth())
        .isEqualTo(
            new Auth.Exec("c", List.of("a"), Map.of("E", "v"), "client.authentication.k8s.io/v1"));
    assertThat(ClusterConfig.access("https://x", "").auth()).isEqualTo(new Auth.None());
    assertThat(ClusterConfig.access("https://x", "{\"username\":\"u\",\"password\":\"p\"}").auth())
        .isEqualTo(new Auth.Basic("u", "p"));
  }

  @Test
  void runs_a_credential_plugin_once_and_again_after_a_refusal() throws IOException {
    Path script =
        plugin(
            "echo x >> \"$0.runs\"; test -n \"$KUBERNETES_EXEC_INFO\" && echo '{\"status\":{\"token\":\"'$TOKEN_PREFIX'-1\"}}'");
    var credentials =
        Credentials.of(
            new Auth.Exec(
                script.toString(),
                List.of(),
                Map.of("TOKEN_PREFIX", "t"),
                "client.authentication.k8s.io/v1"));
    assertThat(credentials.current().authorization()).isEqualTo("Bearer t-1");
    credentials.current();
    assertThat(Files.readAllLines(Path.of(script + ".runs"))).hasSize(1);
    credentials.renew();
    credentials.current();
    assertThat(Files.readAllLines(Path.of(script + ".runs"))).hasSize(2);
  }

  @Test
  void a_plugin_that_fails_is_named_without_its_output() throws IOException {
    Path failing = plugin("echo s3same; exit 3");
    Path chatty = plugin("echo s3same");
    for (Path script : List.of(failing, chatty)) {
      var credentials = Credentials.of(new Auth.Exec(script.toString(), List.of(), Map.of(), "v1"));
      assertThatThrownBy(credentials::current)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(script.toString())
          .message()
          .doesNotContain("s3same");
    }
  }

  private Path plugin(String text) throws IOException {
    Path script = Files.createTempFile(directory, "plugin", ".sh");
    Files.writeString(script, "#!/bin/sh\n" + text + "\n");
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("not executable: " + script);
    }
    return script;
  }

  @Test
  @Behaviour("SYN-43")
  void reads_limits_from_the_environment_and_keeps_defaults_for_nonsense() {
    KubeClientOptions options =
        KubeClientOptions.from(
            Map.of(
                "ARGOCD_K8S_TCP_TIMEOUT", "3s",
                "ARGOCD_K8S_CLIENT_QPS", "20",
                "ARGOCD_K8SCLIENT_RETRY_MAX", "many",
                "ARGOCD_K8SCLIENT_RETRY_BASE_BACKOFF", "250"));
    assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.qps()).isEqualTo(20);
    assertThat(options.burst()).isEqualTo(40);
    assertThat(options.retries()).isZero();
    assertThat(options.retryBackoff()).isEqualTo(Duration.ofMillis(250));
    assertThat(KubeClientOptions.DEFAULT.qps()).as("no limit of our own").isZero();
  }

  @Test
  void credentials_that_cannot_be_used_are_no_exception_and_stay_out_of_the_message() {
    for (var access :
        List.of(
            new ClusterAccess("https://127.0.0.1:1", new Auth.Bearer("sesame\nX: y"), Tls.DEFAULT),
            new ClusterAccess(
                "https://127.0.0.1:1", new Auth.None(), Tls.DEFAULT, "http://u:sesame@ x", false),
            new ClusterAccess(
                "https://127.0.0.1:1", new Auth.None(), Tls.DEFAULT, "http://u:sesame@", false))) {
      try (var client = new KubeClient(access, KubeClientOptions.DEFAULT)) {
        Answer answer = client.read("/version", "application/json");
        assertThat(answer).isInstanceOf(Answer.Unreachable.class);
        assertThat(answer.problem() + access).contains("127.0.0.1:1").doesNotContain("sesame");
      }
    }
  }

  @Test
  void follows_the_proxy_of_the_environment() {
    var proxy =
        EnvironmentProxy.from(
            Map.of(
                "HTTPS_PROXY",
                "http://proxy:3128",
                "no_proxy",
                "10.0.0.1, .internal,example.org:6443"));
    assertThat(proxy.proxyFor(true, "east.example.net", 443)).isEqualTo("http://proxy:3128");
    assertThat(proxy.proxyFor(false, "east.example.net", 80)).isEmpty();
    assertThat(proxy.proxyFor(true, "10.0.0.1", 6443)).isEmpty();
    assertThat(proxy.proxyFor(true, "api.internal", 6443)).isEmpty();
    assertThat(proxy.proxyFor(true, "a.example.org", 6443)).isEmpty();
    assertThat(proxy.proxyFor(true, "a.example.org", 443)).isEqualTo("http://proxy:3128");
    assertThat(proxy.proxyFor(true, "localhost", 443)).isEmpty();
    var ranges =
        EnvironmentProxy.from(
            Map.of("HTTPS_PROXY", "p", "NO_PROXY", "10.96.0.0/12,fd00::/8,bad/x"));
    assertThat(ranges.proxyFor(true, "10.111.255.255", 443)).isEmpty();
    assertThat(ranges.proxyFor(true, "10.112.0.1", 443)).isEqualTo("p");
    assertThat(ranges.proxyFor(true, "fd12::1", 443)).isEmpty();
    assertThat(ranges.proxyFor(true, "east.example.net", 443)).isEqualTo("p");
  }

  @Test
  void escapes_what_is_in_a_path() {
    assertThat(
            ResourcePath.object("rbac.authorization.k8s.io", "v1", "roles", "ns", "system:a b?ü")
                .encoded())
        .isEqualTo("/apis/rbac.authorization.k8s.io/v1/namespaces/ns/roles/system:a%20b%3F%C3%BC");
    assertThat(ResourcePath.object("", "v1", "pods", "ns", "p").withSubresource("log").encoded())
        .isEqualTo("/api/v1/namespaces/ns/pods/p/log");
  }
}
