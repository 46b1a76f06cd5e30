package io.tiphys.model.cluster;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// How to authenticate to a cluster. Its text form tells none of it.
///
/// @param proxyUrl URL of a proxy; empty for none
/// @param unknown members that this record does not know
@RecordBuilder
public record ClusterConfig(
    String username,
    String password,
    String bearerToken,
    TLSClientConfig tlsClientConfig,
    @Nullable AWSAuthConfig awsAuthConfig,
    @Nullable ExecProviderConfig execProviderConfig,
    boolean disableCompression,
    String proxyUrl,
    Unknown unknown)
    implements ClusterConfigBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ClusterConfig EMPTY = ClusterConfigBuilder.builder().build();

  public ClusterConfig {
    username = Zero.text(username);
    password = Zero.text(password);
    bearerToken = Zero.text(bearerToken);
    tlsClientConfig = Zero.of(tlsClientConfig, TLSClientConfig.EMPTY);
    proxyUrl = Zero.text(proxyUrl);
    unknown = Zero.unknown(unknown);
  }

  /// Tells no secret.
  @Override
  public String toString() {
    return "ClusterConfig[" + "..." + "]";
  }
}
