package io.tiphys.apiserver.account;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import io.tiphys.settings.ArgocdSettings;
import io.tiphys.settings.SecretValues;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes what an installation needs before anybody can log in: the key that signs sessions, and
/// while account `admin` is enabled its first password, which is left in the Secret
/// `argocd-initial-admin-secret` (https://argo-cd.readthedocs.io/en/stable/getting_started/).
///
/// What is there already stays. Many replicas may start at once, and each may be stopped at any
/// point: an annotation on `argocd-secret` says that the password has still to be left.
public final class FirstStart {

  private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
  private static final String INITIAL = "argocd-initial-admin-secret";
  private static final String PENDING = "tiphys.io/initial-admin-password";
  private static final String KEY = "server.secretkey";
  private static final String PASSWORD = "admin.password";
  private static final String MTIME = "admin.passwordMtime";
  private static final int ATTEMPTS = 8;

  private final KubeClient kube;
  private final String namespace;
  private final InstantSource clock;

  /// @param namespace of the control plane
  public FirstStart(KubeClient kube, String namespace, InstantSource clock) {
    this.kube = kube;
    this.namespace = namespace;
    this.clock = clock;
  }

  /// Makes what is missing.
  ///
  /// @throws IllegalStateException when it cannot; the message says what to look at
  public void complete() {
    String problem = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var found = read(SecretValues.NAME);
      var secret = new OwnSecret(found.orElseGet(Map::of));
      var missing = missing(secret);
      if (missing.isEmpty()) {
        leavePassword(secret);
        return;
      }
      var answer = store(secret, found.isPresent(), missing);
      if (answer.isOk()) {
        log.info("made {} in Secret {}/{}", missing.keySet(), namespace, SecretValues.NAME);
      }
      problem = answer.problem(); // and look again: somebody else may have been quicker
    }
    throw failure(SecretValues.NAME, "it cannot be completed: " + problem);
  }

  /// `argocd-secret` as it was read.
  private record OwnSecret(Map<String, @Nullable Object> tree) {

    String value(String key) {
      return JsonTree.objectOrEmpty(tree.get("data")).get(key) instanceof String text
          ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
          : "";
    }

    boolean isPending() {
      return JsonTree.objectOrEmpty(metadata().get("annotations")).containsKey(PENDING);
    }

    Map<String, @Nullable Object> metadata() {
      return JsonTree.objectOrEmpty(tree.get("metadata"));
    }

    @Override
    public String toString() {
      return "OwnSecret";
    }
  }

  private Map<String, String> missing(OwnSecret secret) {
    var missing = new LinkedHashMap<String, String>();
    String key = secret.value(KEY);
    if (key.isEmpty()) {
      byte[] random = new byte[32];
      new SecureRandom().nextBytes(random);
      key = Base64.getEncoder().encodeToString(random);
      missing.put(KEY, key);
    }
    boolean needsPassword = secret.value(PASSWORD).isEmpty();
    if (isAdminEnabled() && (needsPassword || secret.value(MTIME).isEmpty())) {
      String mtime =
          DateTimeFormatter.ISO_INSTANT.format(clock.instant().truncatedTo(ChronoUnit.SECONDS));
      missing.put(MTIME, mtime);
      if (needsPassword) {
        missing.put(PASSWORD, Passwords.hash(InitialPassword.of(key, mtime)));
      }
    }
    return missing;
  }

  private boolean isAdminEnabled() {
    var path = ResourcePath.object("", "v1", "configmaps", namespace, ArgocdSettings.NAME);
    var data = new HashMap<String, String>();
    JsonTree.objectOrEmpty(read(path).orElseGet(Map::of).get("data"))
        .forEach((key, value) -> data.put(key, String.valueOf(value)));
    var admin = AccountReader.read(data, key -> Optional.empty()).get(Account.ADMIN);
    return admin != null && admin.enabled();
  }

  private Answer store(OwnSecret secret, boolean isThere, Map<String, String> missing) {
    var data = new HashMap<String, @Nullable Object>();
    missing.forEach((key, value) -> data.put(key, base64(value)));
    var metadata = new HashMap<String, @Nullable Object>();
    if (missing.containsKey(PASSWORD)) {
      metadata.put("annotations", Map.of(PENDING, "true"));
    }
    if (isThere) {
      // With the version that was read: who writes at the same time is not overwritten.
      metadata.put("resourceVersion", secret.metadata().get("resourceVersion"));
      return kube.patch(
          path(SecretValues.NAME),
          PatchType.MERGE,
          JsonTree.write(Map.of("metadata", metadata, "data", data)),
          Write.as("argocd-server"));
    }
    metadata.put(
        "labels",
        Map.of("app.kubernetes.io/name", SecretValues.NAME, "app.kubernetes.io/part-of", "argocd"));
    return create(SecretValues.NAME, metadata, data);
  }

  /// Where the password was made here and is still the one that counts.
  private void leavePassword(OwnSecret secret) {
    if (!secret.isPending()) {
      return;
    }
    String password = InitialPassword.of(secret.value(KEY), secret.value(MTIME));
    if (Passwords.matches(password, secret.value(PASSWORD))) {
      var data = new HashMap<String, @Nullable Object>();
      data.put("password", base64(password));
      var answer = create(INITIAL, new HashMap<>(), data);
      if (answer instanceof Answer.Refused refused && refused.isConflict()) {
        answer =
            kube.patch(
                path(INITIAL),
                PatchType.MERGE,
                JsonTree.write(Map.of("data", data)),
                Write.as("argocd-server"));
      }
      if (!answer.isOk()) {
        throw failure(INITIAL, "the first password cannot be left there: " + answer.problem());
      }
      log.info("left the first password of account admin in Secret {}/{}", namespace, INITIAL);
    }
    var annotations = new HashMap<String, @Nullable Object>();
    annotations.put(PENDING, null);
    var done = Map.of("metadata", Map.of("annotations", annotations));
    var answer =
        kube.patch(
            path(SecretValues.NAME),
            PatchType.MERGE,
            JsonTree.write(done),
            Write.as("argocd-server"));
    if (!answer.isOk()) {
      throw failure(SecretValues.NAME, answer.problem());
    }
  }

  private Answer create(
      String name, Map<String, @Nullable Object> metadata, Map<String, @Nullable Object> data) {
    metadata.put("name", name);
    metadata.put("namespace", namespace);
    var secret =
        Map.of(
            "apiVersion", "v1",
            "kind", "Secret",
            "type", "Opaque",
            "metadata", metadata,
            "data", data);
    return kube.create(path(name).collection(), JsonTree.write(secret), Write.as("argocd-server"));
  }

  private Optional<Map<String, @Nullable Object>> read(String secret) {
    return read(path(secret));
  }

  private Optional<Map<String, @Nullable Object>> read(ResourcePath path) {
    return switch (kube.get(path)) {
      case Answer.Ok(var code, var body) -> Optional.of(JsonTree.parseObject(body));
      case Answer.Refused refused when refused.isNotFound() -> Optional.empty();
      case Answer.Refused refused -> throw failure(path.name(), refused.message());
      case Answer.Unreachable(var cause) -> throw failure(path.name(), cause);
    };
  }

  private ResourcePath path(String name) {
    return ResourcePath.object("", "v1", "secrets", namespace, name);
  }

  private IllegalStateException failure(String name, String why) {
    return new IllegalStateException("%s/%s: %s".formatted(namespace, name, why));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
