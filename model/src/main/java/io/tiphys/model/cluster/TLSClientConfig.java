package io.tiphys.model.cluster;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Bytes;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// How to secure the connection to a cluster.
///
/// @param insecure whether the server's certificate goes unchecked
/// @param serverName the name in the server's certificate; empty means the URL's host
/// @param certData PEM
/// @param keyData PEM
/// @param caData PEM
/// @param unknown members that this record does not know
@RecordBuilder
public record TLSClientConfig(
    @Always boolean insecure,
    String serverName,
    Bytes certData,
    Bytes keyData,
    Bytes caData,
    Unknown unknown)
    implements TLSClientConfigBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final TLSClientConfig EMPTY = TLSClientConfigBuilder.builder().build();

  public TLSClientConfig {
    serverName = Zero.text(serverName);
    certData = Zero.of(certData, Bytes.EMPTY);
    keyData = Zero.of(keyData, Bytes.EMPTY);
    caData = Zero.of(caData, Bytes.EMPTY);
    unknown = Zero.unknown(unknown);
  }

  /// Tells no secret.
  @Override
  public String toString() {
    return "TLSClientConfig[" + "insecure=" + insecure + "]";
  }
}
