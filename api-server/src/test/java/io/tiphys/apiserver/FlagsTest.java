package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.options.ApiServerOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// An installation's arguments and variables for `argocd-server` are taken as they are.
class FlagsTest {

  /// docs/operator-manual/server-commands/argocd-server.md of Argo CD 3.6.
  private static final List<String> NAMES =
      List.of(
          """
          address api-content-types app-state-cache-expiration application-namespaces
          appset-allowed-scm-providers appset-enable-github-api-metrics
          appset-enable-new-git-file-globbing appset-enable-scm-providers appset-scm-root-ca-path as
          as-group as-uid basehref certificate-authority client-certificate client-key cluster
          connection-status-cache-expiration content-security-policy context
          default-cache-expiration dex-server dex-server-plaintext dex-server-strict-tls disable-auth
          disable-compression enable-gzip enable-k8s-event enable-proxy-extension glob-cache-size
          gloglevel help hydrator-enabled insecure insecure-skip-tls-verify kubeconfig logformat
          login-attempts-expiration loglevel metrics-address metrics-port namespace
          oidc-cache-expiration otlp-address otlp-attrs otlp-headers otlp-insecure password port
          proxy-url redis redis-ca-certificate redis-client-certificate redis-client-key
          redis-compress redis-insecure-skip-tls-verify redis-use-tls redisdb repo-cache-expiration
          repo-server repo-server-ca-cert-path repo-server-client-cert-key-path
          repo-server-client-cert-path repo-server-default-cache-expiration repo-server-plaintext
          repo-server-redis repo-server-redis-ca-certificate repo-server-redis-client-certificate
          repo-server-redis-client-key repo-server-redis-compress
          repo-server-redis-insecure-skip-tls-verify repo-server-redis-use-tls repo-server-redisdb
          repo-server-sentinel repo-server-sentinelmaster repo-server-timeout-seconds
          request-timeout revision-cache-expiration revision-cache-lock-timeout rootpath sentinel
          sentinelmaster server staticassets sync-with-replace-allowed tls-server-name tlsciphers
          tlsmaxversion tlsminversion token user username webhook-parallelism-limit
          webhook-refresh-workers x-frame-options\
          """
              .split("\\s+"));

  @Test
  void everyFlagOfTheOriginalIsTaken() {
    var taken = new CommandLine(new ApiServerOptions()).getCommandSpec().optionsMap().keySet();
    assertThat(taken).containsAll(NAMES.stream().map(name -> "--" + name).toList());
  }

  @Test
  void defaultsAreTheOriginals() {
    var options = CommandLine.populateCommand(new ApiServerOptions());
    assertThat(options.listen.address).isEqualTo("0.0.0.0");
    assertThat(options.listen.port).isEqualTo(8080);
    assertThat(options.listen.metricsPort).isEqualTo(8083);
    assertThat(options.listen.insecure).isFalse();
    assertThat(options.listen.tlsMinVersion).isEqualTo("1.2");
    assertThat(options.listen.tlsMaxVersion).isEqualTo("1.3");
    assertThat(options.redis.address).isEqualTo("argocd-redis:6379");
    assertThat(options.repoServer.address).isEqualTo("argocd-repo-server:8081");
    assertThat(options.repoServer.timeoutSeconds).isEqualTo(60);
    assertThat(options.web.apiContentTypes).isEqualTo("application/json");
    assertThat(options.web.xFrameOptions).isEqualTo("sameorigin");
    assertThat(options.web.contentSecurityPolicy).isEqualTo("frame-ancestors 'self';");
    assertThat(options.web.gzip).isTrue();
    assertThat(options.webhookParallelism).isEqualTo(50);
    assertThat(options.webhookRefreshWorkers).isEqualTo(20);
    assertThat(options.login.disabled).isFalse();
    assertThat(options.login.dexServer).isEqualTo("argocd-dex-server:5556");
    assertThat(options.syncWithReplaceAllowed).isTrue();
    assertThat(options.trace.insecure).isTrue();
  }
}
