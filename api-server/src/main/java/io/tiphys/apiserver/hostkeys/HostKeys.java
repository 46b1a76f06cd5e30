package io.tiphys.apiserver.hostkeys;

import com.google.protobuf.ByteString;
import io.tiphys.apiserver.configmap.ConfigMapData;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.proto.certificate.RepositoryCertificateQuery;
import io.tiphys.proto.v1alpha1.RepositoryCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The SSH host keys in `argocd-ssh-known-hosts-cm`.
final class HostKeys {

  static final String TYPE = "ssh";

  private static final String KEY = "ssh_known_hosts";
  private static final int SIZE_LIMIT = 64 << 10;

  private final ConfigMapData configMap;

  HostKeys(ConfigMapData configMap) {
    this.configMap = configMap;
  }

  List<RepositoryCertificate> list(RepositoryCertificateQuery query) {
    return KnownHosts.parse(configMap.read().getOrDefault(KEY, ""))
        .keys()
        .filter(key -> isMeant(query, key))
        .map(key -> described(key).setCertInfo(key.fingerprint()).build())
        .toList();
  }

  private static boolean isMeant(RepositoryCertificateQuery query, HostKey key) {
    return new HostPattern(query.getHostNamePattern()).matches(key.host())
        && CertificateOperations.isAny(query.getCertSubType(), key.type());
  }

  /// @throws Refusal INVALID_ARGUMENT when it is no key
  static HostKey read(RepositoryCertificate sent) {
    if (!HostPattern.isSshHost(sent.getServerName())) {
      throw Refusal.invalid("invalid hostname in request: " + sent.getServerName());
    }
    var key =
        new HostKey(
            sent.getServerName(), sent.getCertSubType(), sent.getCertData().toStringUtf8().strip());
    if (key.data().length() > SIZE_LIMIT || !key.isValid()) {
      throw Refusal.invalid(
          "key for '%s' is no base64 of an SSH key of subtype '%s'"
              .formatted(key.host(), key.type()));
    }
    return key;
  }

  /// @return those that were new or are not the same as before
  List<RepositoryCertificate> put(List<HostKey> keys, boolean upsert) throws InterruptedException {
    var written = new AtomicReference<List<RepositoryCertificate>>(List.of());
    configMap.edit(data -> {
      var hosts = KnownHosts.parse(data.getOrDefault(KEY, ""));
      var changed = new ArrayList<RepositoryCertificate>();
      for (HostKey key : keys) {
        var present = hosts.find(key.host(), key.type());
        if (present.filter(it -> it.data().equals(key.data())).isPresent()) {
          continue;
        }
        if (present.isPresent() && !upsert) {
          throw Refusal.exists(
              "key for '%s' (subtype: '%s') already exists, and upsert was not specified"
                  .formatted(key.host(), key.type()));
        }
        hosts.put(key);
        changed.add(withData(key).toBuilder().setCertInfo(key.fingerprint()).build());
      }
      if (!changed.isEmpty()) {
        data.put(KEY, hosts.text());
      }
      written.set(changed);
    });
    return written.get();
  }

  /// @return what was removed
  List<RepositoryCertificate> remove(RepositoryCertificateQuery query) throws InterruptedException {
    var removed = new AtomicReference<List<HostKey>>(List.of());
    configMap.edit(data -> {
      var hosts = KnownHosts.parse(data.getOrDefault(KEY, ""));
      removed.set(hosts.remove(key -> isMeant(query, key)));
      if (!removed.get().isEmpty()) {
        data.put(KEY, hosts.text());
      }
    });
    return removed.get().stream().map(HostKeys::withData).toList();
  }

  private static RepositoryCertificate withData(HostKey key) {
    return described(key).setCertData(ByteString.copyFromUtf8(key.data())).build();
  }

  private static RepositoryCertificate.Builder described(HostKey key) {
    return RepositoryCertificate.newBuilder()
        .setServerName(key.host())
        .setCertType(TYPE)
        .setCertSubType(key.type());
  }
}
