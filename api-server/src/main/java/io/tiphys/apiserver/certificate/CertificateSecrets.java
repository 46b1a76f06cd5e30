package io.tiphys.apiserver.certificate;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Secrets that a serving certificate can be in: `argocd-server-tls` as an administrator or
/// cert-manager makes it, else `argocd-secret`, where one is made when there is none
/// (docs/operator-manual/tls.md of Argo CD).
final class CertificateSecrets {

  private static final Logger log = LoggerFactory.getLogger(CertificateSecrets.class);
  static final String GIVEN = "argocd-server-tls";
  static final String OWN = "argocd-secret";
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";
  private static final int ATTEMPTS = 3;

  private final KubeClient kube;
  private final String namespace;

  CertificateSecrets(KubeClient kube, String namespace) {
    this.kube = kube;
    this.namespace = namespace;
  }

  /// The certificate of the installation; another replica may make it at the same time. Of Secrets
  /// that cannot be used the log tells; where `argocd-secret` is one of them, it is left as it is,
  /// and a certificate is made for this process alone.
  ///
  /// @throws IllegalStateException when it cannot be had; the message says what to look at
  ServingCertificate loadOrCreate() {
    String problem = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (certificate(GIVEN, read(GIVEN)) instanceof Choice.Found(var name, var given)) {
        return given;
      }
      var secret = read(OWN);
      switch (certificate(OWN, secret)) {
        case Choice.Found(var name, var own) -> {
          return own;
        }
        case Choice.Broken broken -> {
          return SelfSigned.create(namespace, Instant.now());
        }
        case Choice.Nothing nothing -> {
          ServingCertificate made = SelfSigned.create(namespace, Instant.now());
          Answer answer = store(secret, made);
          if (answer.isOk()) {
            log.info("made a self-signed certificate in Secret {}/{}", namespace, OWN);
            return made;
          }
          problem = answer.problem();
        }
      }
    }
    throw failure(OWN, "a serving certificate cannot be written: " + problem);
  }

  /// Which of the two is to be served.
  sealed interface Choice {
    /// @param name of the Secret
    record Found(String name, ServingCertificate certificate) implements Choice {}

    /// There is one, but it cannot be used.
    record Broken() implements Choice {}

    record Nothing() implements Choice {}
  }

  /// While the one that was given is broken, nobody is shown another.
  ///
  /// @param given `argocd-server-tls`
  /// @param own `argocd-secret`
  Choice choose(
      Optional<Map<String, @Nullable Object>> given, Optional<Map<String, @Nullable Object>> own) {
    Choice first = certificate(GIVEN, given);
    return first instanceof Choice.Nothing ? certificate(OWN, own) : first;
  }

  private Optional<Map<String, @Nullable Object>> read(String name) {
    return switch (kube.get(path(name))) {
      case Answer.Ok(var code, var body) -> Optional.of(JsonTree.parseObject(body));
      case Answer.Refused refused when refused.isNotFound() -> Optional.empty();
      case Answer.Refused(var code, var reason, var message) -> throw failure(name, message);
      case Answer.Unreachable(var cause) -> throw failure(name, cause);
    };
  }

  private Choice certificate(String name, Optional<Map<String, @Nullable Object>> secret) {
    var data = JsonTree.objectOrEmpty(secret.map(it -> it.get("data")).orElse(null));
    try {
      String certificate = decoded(data.get(CERTIFICATE));
      String key = decoded(data.get(KEY));
      return certificate.isEmpty() || key.isEmpty()
          ? new Choice.Nothing()
          : new Choice.Found(name, CertificatePem.parse(certificate, key));
    } catch (IllegalArgumentException e) {
      log.error("Secret {}/{}: {}; correct or delete them", namespace, name, e.getMessage());
      return new Choice.Broken();
    }
  }

  private Answer store(Optional<Map<String, @Nullable Object>> present, ServingCertificate made) {
    Map<String, Object> data =
        Map.of(CERTIFICATE, encoded(certificateText(made)), KEY, encoded(keyText(made)));
    if (present.isPresent()) {
      // With the version that was read: who writes at the same time is not overwritten.
      var metadata = JsonTree.objectOrEmpty(present.get().get("metadata"));
      String version = String.valueOf(metadata.get("resourceVersion"));
      var patch = Map.of("metadata", Map.of("resourceVersion", version), "data", data);
      return kube.patch(
          path(OWN), PatchType.MERGE, JsonTree.write(patch), Write.as("argocd-server"));
    }
    var secret =
        Map.of(
            "apiVersion", "v1",
            "kind", "Secret",
            "type", "Opaque",
            "metadata",
                Map.of(
                    "name",
                    OWN,
                    "namespace",
                    namespace,
                    "labels",
                    Map.of("app.kubernetes.io/name", OWN, "app.kubernetes.io/part-of", "argocd")),
            "data", data);
    return kube.create(path(OWN).collection(), JsonTree.write(secret), Write.as("argocd-server"));
  }

  private static String certificateText(ServingCertificate made) {
    try {
      return CertificatePem.text(made.chain().getFirst());
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate made here cannot be written", e);
    }
  }

  private static String keyText(ServingCertificate made) {
    return CertificatePem.text(made.key());
  }

  private ResourcePath path(String name) {
    return ResourcePath.object("", "v1", "secrets", namespace, name);
  }

  private IllegalStateException failure(String name, String why) {
    return new IllegalStateException("Secret %s/%s: %s".formatted(namespace, name, why));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(@Nullable Object base64) {
    return base64 instanceof String text
        ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
        : "";
  }
}
