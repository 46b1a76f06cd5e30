package io.tiphys.apiserver.cluster;

import io.tiphys.model.cluster.AWSAuthConfig;
import io.tiphys.model.cluster.AWSAuthConfigBuilder;
import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.cluster.ClusterBuilder;
import io.tiphys.model.cluster.ClusterConfig;
import io.tiphys.model.cluster.ClusterConfigBuilder;
import io.tiphys.model.cluster.ClusterInfo;
import io.tiphys.model.cluster.ClusterInfoBuilder;
import io.tiphys.model.cluster.TLSClientConfigBuilder;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.meta.ConnectionStateBuilder;
import io.tiphys.model.meta.ConnectionStatus;
import io.tiphys.proto.json.GoJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Clusters as clients see them: with their state, without their credentials.
final class ClusterAnswers {

  private static final ClusterInfo UNKNOWN =
      ClusterInfoBuilder.builder()
          .connectionState(
              ConnectionStateBuilder.builder()
                  .status(ConnectionStatus.UNKNOWN.text())
                  .message("Cluster has no applications and is not being monitored.")
                  .build())
          .build();

  private final ClusterInfos infos;

  ClusterAnswers(ClusterInfos infos) {
    this.infos = infos;
  }

  io.tiphys.proto.v1alpha1.Cluster of(Cluster cluster) {
    return message(cluster, infos.of(cluster.server()).orElse(UNKNOWN));
  }

  /// One that has just answered with its version; what the controllers told of it may be older.
  io.tiphys.proto.v1alpha1.Cluster reached(Cluster cluster, String version) {
    ClusterInfo known = infos.of(cluster.server()).orElse(ClusterInfo.EMPTY);
    ClusterInfo info =
        ClusterInfoBuilder.builder(known)
            .serverVersion(version)
            .connectionState(
                ConnectionStateBuilder.builder()
                    .status(ConnectionStatus.SUCCESSFUL.text())
                    .attemptedAt(Instant.now())
                    .build())
            .build();
    infos.reached(cluster.server(), info);
    return message(cluster, info);
  }

  private static io.tiphys.proto.v1alpha1.Cluster message(Cluster cluster, ClusterInfo info) {
    var shown =
        ClusterBuilder.builder()
            .server(cluster.server())
            .name(cluster.name())
            .config(shown(cluster.config()))
            .namespaces(cluster.namespaces())
            .refreshRequestedAt(cluster.refreshRequestedAt())
            .shard(cluster.shard())
            .clusterResources(cluster.clusterResources())
            .project(cluster.project())
            .labels(cluster.labels())
            .annotations(cluster.annotations())
            .info(info)
            // where older clients look for them
            .connectionState(info.connectionState())
            .serverVersion(info.serverVersion())
            .build();
    return GoJson.merge(ModelJson.toTree(shown), io.tiphys.proto.v1alpha1.Cluster.newBuilder())
        .build();
  }

  /// Made anew of what may be seen, so that a field of tomorrow is not seen by mistake.
  private static ClusterConfig shown(ClusterConfig config) {
    return ClusterConfigBuilder.builder()
        .awsAuthConfig(shown(config.awsAuthConfig()))
        .proxyUrl(withoutUser(config.proxyUrl()))
        .disableCompression(config.disableCompression())
        .tlsClientConfig(
            TLSClientConfigBuilder.builder().insecure(config.tlsClientConfig().insecure()).build())
        .build();
  }

  private static @Nullable AWSAuthConfig shown(@Nullable AWSAuthConfig aws) {
    return aws == null
        ? null
        : AWSAuthConfigBuilder.builder()
            .clusterName(aws.clusterName())
            .roleARN(aws.roleARN())
            .profile(aws.profile())
            .build();
  }

  /// A proxy's URL may have a user and a password in it.
  static String withoutUser(String url) {
    int start = url.indexOf("://");
    int from = start < 0 ? 0 : start + 3;
    int end = from;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int at = url.lastIndexOf('@', end - 1);
    return at < from ? url : url.substring(0, from) + url.substring(at + 1);
  }
}
