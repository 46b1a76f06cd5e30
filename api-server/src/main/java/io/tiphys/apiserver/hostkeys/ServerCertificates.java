package io.tiphys.apiserver.hostkeys;

import com.google.protobuf.ByteString;
import io.tiphys.apiserver.configmap.ConfigMapData;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.proto.certificate.RepositoryCertificateQuery;
import io.tiphys.proto.v1alpha1.RepositoryCertificate;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The TLS certificates in `argocd-tls-certs-cm`, by server name.
final class ServerCertificates {

  static final String TYPE = "https";

  private static final Logger log = LoggerFactory.getLogger(ServerCertificates.class);
  private static final int SIZE_LIMIT = 256 << 10;

  private final ConfigMapData configMap;

  ServerCertificates(ConfigMapData configMap) {
    this.configMap = configMap;
  }

  /// One for each certificate; a server may have several.
  List<RepositoryCertificate> list(RepositoryCertificateQuery query) {
    var pattern = new HostPattern(query.getHostNamePattern());
    var listed = new ArrayList<RepositoryCertificate>();
    new TreeMap<>(configMap.read())
        .forEach((host, pem) -> {
          if (pattern.matches(host)) {
            certificates(host, pem).stream()
                .filter(it -> CertificateOperations.isAny(query.getCertSubType(), it.keyType()))
                .map(it ->
                    described(host).setCertSubType(it.keyType()).setCertInfo(it.subject()).build())
                .forEach(listed::add);
          }
        });
    return listed;
  }

  private static List<ServerCertificate> certificates(String host, String pem) {
    try {
      return ServerCertificate.parse(pem);
    } catch (CertificateException e) {
      log.warn("the certificates of {} in argocd-tls-certs-cm cannot be read", host);
      return List.of();
    }
  }

  /// @return the server's name and the certificates, as they are kept
  /// @throws Refusal INVALID_ARGUMENT when there is none
  static Map.Entry<String, String> read(RepositoryCertificate sent) {
    String host = sent.getServerName();
    if (!HostPattern.isHost(host)) {
      throw Refusal.invalid("invalid hostname in request: " + host);
    }
    try {
      var pem = new StringBuilder();
      if (sent.getCertData().size() <= SIZE_LIMIT) {
        for (var certificate : ServerCertificate.parse(sent.getCertData().toStringUtf8())) {
          pem.append(certificate.pem());
        }
      }
      if (!pem.isEmpty()) {
        return Map.entry(host, pem.toString());
      }
    } catch (CertificateException e) {
      // said below, without a word of what was sent
    }
    throw Refusal.invalid(
        "TLS certificate for server '%s' is no certificate in PEM format".formatted(host));
  }

  /// @param certificates of servers, in PEM
  /// @return those that were new or are not the same as before
  List<RepositoryCertificate> put(List<Map.Entry<String, String>> certificates, boolean upsert)
      throws InterruptedException {
    var written = new AtomicReference<List<RepositoryCertificate>>(List.of());
    configMap.edit(data -> {
      var changed = new ArrayList<RepositoryCertificate>();
      for (var entry : certificates) {
        String host = entry.getKey();
        String present = data.get(host);
        if (entry.getValue().equals(present)) {
          continue;
        }
        if (present != null && !upsert) {
          throw Refusal.exists(
              "TLS certificate for server '%s' already exists, and upsert was not specified"
                  .formatted(host));
        }
        data.put(host, entry.getValue());
        changed.add(withData(host, entry.getValue()));
      }
      written.set(changed);
    });
    return written.get();
  }

  /// All certificates of the servers that are meant.
  ///
  /// @return what was removed
  List<RepositoryCertificate> remove(RepositoryCertificateQuery query) throws InterruptedException {
    var pattern = new HostPattern(query.getHostNamePattern());
    var removed = new AtomicReference<List<RepositoryCertificate>>(List.of());
    configMap.edit(data -> {
      var gone = new ArrayList<RepositoryCertificate>();
      new TreeMap<>(data)
          .forEach((host, pem) -> {
            if (pattern.matches(host) && isOfType(query, host, pem)) {
              data.remove(host);
              gone.add(withData(host, pem));
            }
          });
      removed.set(gone);
    });
    return removed.get();
  }

  private static boolean isOfType(RepositoryCertificateQuery query, String host, String pem) {
    return CertificateOperations.isAny(query.getCertSubType(), "")
        || certificates(host, pem).stream()
            .anyMatch(it -> it.keyType().equals(query.getCertSubType()));
  }

  private static RepositoryCertificate withData(String host, String pem) {
    return described(host)
        .setCertSubType("")
        .setCertData(ByteString.copyFromUtf8(pem))
        .setCertInfo("")
        .build();
  }

  private static RepositoryCertificate.Builder described(String host) {
    return RepositoryCertificate.newBuilder().setServerName(host).setCertType(TYPE);
  }
}
