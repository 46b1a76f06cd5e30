package io.tiphys.apiserver.cluster;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The token of a ServiceAccount in a destination cluster, which is in a Secret there, and a new
/// one in its place.
///
/// @param namespace of the ServiceAccount
/// @param account its name
/// @param secret the name of the Secret with the token in use
record TokenRotation(String namespace, String account, String secret) {

  private static final Write WRITE = Write.as("argocd-server");
  private static final Duration UNTIL_SIGNED = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String CLAIM = "kubernetes.io/serviceaccount/";

  /// A token that Kubernetes has signed, in its Secret.
  record Made(String secret, String token) {
    @Override
    public String toString() {
      return "Made[" + secret + "]";
    }
  }

  /// @param token in use
  /// @throws Refusal INVALID_ARGUMENT when it is not one that is kept in a Secret
  static TokenRotation of(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length == 3) {
      try {
        var claims = JsonTree.parseObject(Base64.getUrlDecoder().decode(parts[1]));
        var rotation =
            new TokenRotation(
                claim(claims, "namespace"),
                claim(claims, "service-account.name"),
                claim(claims, "secret.name"));
        if (!rotation.namespace.isEmpty()
            && !rotation.account.isEmpty()
            && !rotation.secret.isEmpty()) {
          return rotation;
        }
      } catch (RuntimeException e) {
        // no token: said below, without a word of it
      }
    }
    throw Refusal.invalid(
        "failed to parse service account token: it is not the token of a Secret of type"
            + " kubernetes.io/service-account-token");
  }

  private static String claim(Map<String, @Nullable Object> claims, String name) {
    return claims.get(CLAIM + name) instanceof String text ? text : "";
  }

  /// Has a new token signed; the old one is good still.
  Made make(KubeClient cluster) throws InterruptedException {
    var wanted =
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "Secret",
            "type",
            "kubernetes.io/service-account-token",
            "metadata",
            Map.of(
                "generateName",
                account + "-token-",
                "annotations",
                Map.of("kubernetes.io/service-account.name", account)));
    byte[] created =
        check(
            cluster.create(secretPath("any").collection(), JsonTree.write(wanted), WRITE),
            "failed to generate new cluster manager secret");
    var metadata = JsonTree.objectOrEmpty(JsonTree.parseObject(created).get("metadata"));
    String name = String.valueOf(metadata.get("name"));
    long deadline = System.nanoTime() + UNTIL_SIGNED.toNanos();
    while (System.nanoTime() < deadline) {
      if (cluster.get(secretPath(name)) instanceof Answer.Ok(var code, var body)) {
        var data = JsonTree.objectOrEmpty(JsonTree.parseObject(body).get("data"));
        if (data.get("token") instanceof String token && !token.isEmpty()) {
          byte[] text = Base64.getDecoder().decode(token);
          return new Made(name, new String(text, StandardCharsets.UTF_8));
        }
      }
      Thread.sleep(PAUSE);
    }
    forget(cluster, name);
    throw new Refusal(
        Status.Code.DEADLINE_EXCEEDED,
        "failed to generate new cluster manager secret: the cluster signed no token for"
            + " ServiceAccount %s/%s".formatted(namespace, account));
  }

  /// Deletes a token that is not used.
  void forget(KubeClient cluster, String name) {
    cluster.delete(secretPath(name), Delete.of(Delete.Propagation.BACKGROUND));
  }

  /// Ends the old token, now that the new one is in use.
  void retire(KubeClient cluster, Made made) {
    String failure = "failed to rotate service account secrets";
    var path = ResourcePath.object("", "v1", "serviceaccounts", namespace, account);
    var present = JsonTree.parseObject(check(cluster.get(path), failure));
    var references = new ArrayList<@Nullable Object>();
    for (Object reference : JsonTree.listOrEmpty(present.get("secrets"))) {
      Object name = JsonTree.objectOrEmpty(reference).get("name");
      if (!secret.equals(name) && !made.secret.equals(name)) {
        references.add(reference);
      }
    }
    references.add(Map.of("name", made.secret));
    var metadata = JsonTree.objectOrEmpty(present.get("metadata"));
    var version = Map.of("resourceVersion", String.valueOf(metadata.get("resourceVersion")));
    byte[] patch = JsonTree.write(Map.of("metadata", version, "secrets", references));
    check(cluster.patch(path, PatchType.MERGE, patch, WRITE), failure);
    Answer deleted = cluster.delete(secretPath(secret), Delete.of(Delete.Propagation.BACKGROUND));
    if (!(deleted instanceof Answer.Refused refused && refused.isNotFound())) {
      check(deleted, failure);
    }
  }

  private static byte[] check(Answer answer, String what) {
    return switch (answer) {
      case Answer.Ok(var code, var body) -> body;
      case Answer.Refused(var code, var reason, var message) ->
          throw Refusal.precondition(
              what
                  + ": "
                  + (reason.isEmpty() ? "the server answered with HTTP status " + code : message));
      case Answer.Unreachable(var cause) -> throw Refusal.unavailable(what + ": " + cause);
    };
  }

  private ResourcePath secretPath(String name) {
    return ResourcePath.object("", "v1", "secrets", namespace, name);
  }
}
