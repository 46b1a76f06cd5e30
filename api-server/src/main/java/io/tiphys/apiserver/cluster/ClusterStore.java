package io.tiphys.apiserver.cluster;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.json.JsonTree;
import io.tiphys.settings.ClusterEntry;
import io.tiphys.settings.Settings;
import io.tiphys.settings.SettingsWatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes clusters to their Secrets, and waits until the settings say so: a client that registers a
/// cluster and lists it next finds it.
final class ClusterStore {

  private static final Logger log = LoggerFactory.getLogger(ClusterStore.class);
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 4;
  private static final Write WRITE = Write.as("argocd-server");

  private final KubeClient kube;
  private final String namespace;
  private final SettingsWatch settings;

  ClusterStore(KubeClient kube, String namespace, SettingsWatch settings) {
    this.kube = kube;
    this.namespace = namespace;
    this.settings = settings;
  }

  /// @throws Refusal ALREADY_EXISTS, or what the API server said
  void create(Cluster cluster) throws InterruptedException {
    byte[] secret = JsonTree.write(ClusterSecretForm.create(cluster, namespace));
    Answer answer = kube.create(path("any").collection(), secret, WRITE);
    if (answer instanceof Answer.Refused refused && refused.reason().equals("AlreadyExists")) {
      throw Refusal.exists("cluster \"" + cluster.server() + "\" already exists");
    }
    check(answer);
    await(says(cluster));
  }

  /// @param present what is registered now
  void update(ClusterEntry present, Cluster wanted) throws InterruptedException {
    if (present.secret().isEmpty()) {
      create(wanted);
      return;
    }
    for (int attempt = 1; ; attempt++) {
      var secret = read(present).orElseThrow(() -> notFound(present));
      byte[] changed = JsonTree.write(ClusterSecretForm.apply(wanted, secret));
      Answer answer = kube.replace(path(present.secret()), changed, WRITE);
      if (!isConflict(answer) || attempt == ATTEMPTS) {
        check(answer);
        break;
      }
    }
    await(says(wanted));
  }

  /// A Secret that somebody else made is let go only: it loses the label that makes it a cluster.
  void delete(ClusterEntry present) throws InterruptedException {
    var secret = read(present).orElseThrow(() -> notFound(present));
    var metadata = JsonTree.objectOrEmpty(secret.get("metadata"));
    var annotations = JsonTree.objectOrEmpty(metadata.get("annotations"));
    boolean isOurs = ClusterSecretForm.US.equals(annotations.get(ClusterSecretForm.MANAGED_BY));
    Answer answer = isOurs ? remove(present, metadata) : letGo(present);
    if (!(answer instanceof Answer.Refused refused && refused.isNotFound())) {
      check(answer);
    }
    await(
        now -> now.clusters().all().stream().noneMatch(it -> it.secret().equals(present.secret())));
  }

  private Answer remove(ClusterEntry present, Map<String, ?> metadata) {
    String uid = String.valueOf(metadata.get("uid"));
    return kube.delete(
        path(present.secret()), Delete.of(Delete.Propagation.BACKGROUND).onlyUid(uid));
  }

  private Answer letGo(ClusterEntry present) {
    var labels = new HashMap<String, @Nullable Object>();
    labels.put(ClusterSecretForm.TYPE_LABEL, null);
    byte[] patch = JsonTree.write(Map.of("metadata", Map.of("labels", labels)));
    return kube.patch(path(present.secret()), PatchType.MERGE, patch, WRITE);
  }

  private Optional<Map<String, @Nullable Object>> read(ClusterEntry present) {
    if (present.secret().isEmpty()) {
      return Optional.empty();
    }
    Answer answer = kube.get(path(present.secret()));
    if (answer instanceof Answer.Refused refused && refused.isNotFound()) {
      return Optional.empty();
    }
    return Optional.of(JsonTree.parseObject(check(answer)));
  }

  private static Predicate<Settings> says(Cluster cluster) {
    return now ->
        now.clusters()
            .byServer(cluster.server())
            .map(ClusterEntry::cluster)
            .filter(seen -> Spec.differences(seen, cluster).isEmpty())
            .filter(seen -> Objects.equals(seen.refreshRequestedAt(), cluster.refreshRequestedAt()))
            .isPresent();
  }

  private void await(Predicate<Settings> wanted) throws InterruptedException {
    if (!settings.await(wanted, UNTIL_SEEN)) {
      log.warn("a cluster was written, but is not seen so in the settings yet");
    }
  }

  private static boolean isConflict(Answer answer) {
    return answer instanceof Answer.Refused refused && refused.isConflict();
  }

  private static byte[] check(Answer answer) {
    if (answer instanceof Answer.Ok(var code, var body)) {
      return body;
    }
    throw Refusal.of(answer);
  }

  private static Refusal notFound(ClusterEntry entry) {
    return Refusal.notFound("cluster \"" + entry.server() + "\" not found");
  }

  private ResourcePath path(String name) {
    return ResourcePath.object("", "v1", "secrets", namespace, name);
  }
}
