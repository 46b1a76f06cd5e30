package io.tiphys.apiserver.cluster;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.BodyStream;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.ClusterConfig;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Streamed;
import io.tiphys.kube.discovery.Discovery;
import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;

/// Tries out how a cluster is reached before that is kept.
final class ClusterProbe {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int VERSION_LIMIT = 64 << 10;
  private static final Pattern SERVER = Pattern.compile("https?://[^/?#@\\s]+([/?#]\\S*)?");
  private static final int SERVER_LIMIT = 2048;

  private final ClusterAccess home;
  private final KubeClientOptions options;

  /// @param home how the cluster that Tiphys runs in is reached
  ClusterProbe(ClusterAccess home, KubeClientOptions options) {
    this.home = home;
    this.options =
        new KubeClientOptions(
            least(options.connectTimeout()),
            least(options.handshakeTimeout()),
            options.keepAlive(),
            options.idleTimeout(),
            options.maxIdleConnections(),
            least(options.requestTimeout()),
            0,
            options.retryBackoff(),
            options.qps(),
            options.burst(),
            options.proxy());
  }

  private static Duration least(Duration limit) {
    return limit.compareTo(PATIENCE) < 0 ? limit : PATIENCE;
  }

  /// A connection to be closed.
  ///
  /// @throws Refusal when what is said about the cluster cannot be right
  KubeClient open(Cluster cluster) {
    String server = cluster.server();
    if (!SERVER.matcher(server).matches() || server.length() > SERVER_LIMIT) {
      throw Refusal.invalid(
          "cluster server must be an http:// or https:// URL without a user name or password");
    }
    ClusterAccess access = access(cluster);
    try {
      return new KubeClient(access, options);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("cluster server must be an http:// or https:// URL");
    }
  }

  private ClusterAccess access(Cluster cluster) {
    var config = cluster.config();
    if (!config.bearerToken().isEmpty()
        && !(config.username().isEmpty() && config.password().isEmpty())) {
      throw restConfig("username/password or bearer token may be set, but not both");
    }
    var tls = config.tlsClientConfig();
    if (tls.insecure() && !tls.caData().isEmpty()) {
      throw restConfig("specifying a root certificates file with the insecure flag is not allowed");
    }
    ClusterAccess access;
    try {
      access =
          ClusterConfig.access(cluster.server(), JsonTree.writeString(ModelJson.toTree(config)));
    } catch (IllegalArgumentException e) {
      throw restConfig(String.valueOf(e.getMessage()));
    }
    boolean isHome =
        cluster.server().equals(ClusterAccess.IN_CLUSTER)
            && access.auth() instanceof Auth.None
            && access.tls().certificatePem().isEmpty();
    return isHome ? home : access;
  }

  private static Refusal restConfig(String why) {
    return Refusal.invalid(
        "error getting REST config: unable to apply K8s REST config defaults: " + why);
  }

  /// The version of the cluster, such as `v1.36.1`: it is there, and believes us.
  ///
  /// @throws Refusal with the original's words; nothing of what a server that is no API server said
  String version(Cluster cluster) {
    try (var client = open(cluster)) {
      return switch (client.readStream("/version", "application/json")) {
        case Streamed.Open(var body) -> read(body);
        case Streamed.Closed(Answer.Refused(var code, var reason, var message)) ->
            throw failure(
                code == 401 || code == 403 ? Status.Code.FAILED_PRECONDITION : Status.Code.UNKNOWN,
                reason.isEmpty() ? "the server answered with HTTP status " + code : message);
        case Streamed.Closed(var why) -> throw failure(Status.Code.UNKNOWN, why.problem());
      };
    }
  }

  private static String read(BodyStream body) {
    try (body) {
      byte[] read = body.input().readNBytes(VERSION_LIMIT);
      if (JsonTree.parseObject(read).get("gitVersion") instanceof String text) {
        String version = Discovery.plain(text);
        if (!version.isEmpty()) {
          return version;
        }
      }
    } catch (IOException e) {
      throw failure(Status.Code.UNKNOWN, "the server did not end its answer");
    } catch (RuntimeException e) {
      throw failure(Status.Code.UNKNOWN, "the server is no Kubernetes API server");
    }
    throw failure(Status.Code.UNKNOWN, "the server is no Kubernetes API server");
  }

  private static Refusal failure(Status.Code code, String why) {
    return new Refusal(code, "failed to get server version: " + why);
  }
}
