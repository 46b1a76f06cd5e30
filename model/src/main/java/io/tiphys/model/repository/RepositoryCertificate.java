package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Bytes;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A TLS certificate or an SSH host key of a repository server.
///
/// @param certType `https` or `ssh`
/// @param certSubType the kind of key, such as `ssh-ed25519`
/// @param certInfo fingerprint or subject, for people
/// @param unknown members that this record does not know
@RecordBuilder
public record RepositoryCertificate(
    @Always String serverName,
    @Always String certType,
    @Always String certSubType,
    @Always Bytes certData,
    @Always String certInfo,
    Unknown unknown)
    implements RepositoryCertificateBuilder.With {

  public RepositoryCertificate {
    serverName = Zero.text(serverName);
    certType = Zero.text(certType);
    certSubType = Zero.text(certSubType);
    certData = Zero.of(certData, Bytes.EMPTY);
    certInfo = Zero.text(certInfo);
    unknown = Zero.unknown(unknown);
  }
}
