package io.tiphys.apiserver.configmap;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import io.tiphys.settings.Settings;
import io.tiphys.settings.SettingsWatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The data of one ConfigMap of the installation.
public final class ConfigMapData {

  private static final Logger log = LoggerFactory.getLogger(ConfigMapData.class);
  private static final Duration UNTIL_SEEN = Duration.ofSeconds(5);
  private static final int ATTEMPTS = 5;
  private static final int LIMIT = 900 << 10; // etcd takes objects of 1 MiB and some
  private static final Write WRITE = Write.as("argocd-server");

  private final KubeClient kube;
  private final String namespace;
  private final SettingsWatch settings;
  private final String name;

  /// @param kube of the control plane
  /// @param namespace of the control plane
  /// @param name of the ConfigMap, such as `argocd-tls-certs-cm`
  public ConfigMapData(KubeClient kube, String namespace, SettingsWatch settings, String name) {
    this.kube = kube;
    this.namespace = namespace;
    this.settings = settings;
    this.name = name;
  }

  /// Makes the new data of the present.
  @FunctionalInterface
  public interface Edit {
    /// @param data to be changed
    /// @throws Refusal when nothing is to be written
    void apply(Map<String, String> data);
  }

  /// As the settings have it now; empty when there is no such ConfigMap.
  public Map<String, String> read() {
    return of(settings.current());
  }

  /// Changes it, and waits until the settings say so. Who writes at the same time is not
  /// overwritten: the edit is made again on what they wrote.
  ///
  /// @throws Refusal of the edit, or what the API server said
  public void edit(Edit edit) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Map<String, @Nullable Object> present = present();
      Map<String, String> before = data(present);
      var after = new HashMap<>(before);
      edit.apply(after);
      if (after.equals(before)) {
        return;
      }
      refuseIfTooLarge(after);
      Answer answer = present.isEmpty() ? create(after) : patch(present, before, after);
      boolean isOvertaken =
          answer instanceof Answer.Refused refused
              && (refused.isConflict() || refused.isNotFound());
      if (!isOvertaken || attempt == ATTEMPTS) {
        check(answer);
        await(before, after);
        return;
      }
    }
  }

  private void refuseIfTooLarge(Map<String, String> data) {
    long size = 0;
    for (var entry : data.entrySet()) {
      size += entry.getKey().length() + (long) entry.getValue().length();
    }
    if (size > LIMIT) {
      throw Refusal.invalid("ConfigMap " + name + " would be larger than 900 KiB");
    }
  }

  private Map<String, @Nullable Object> present() {
    Answer answer = kube.get(path());
    if (answer instanceof Answer.Refused refused && refused.isNotFound()) {
      return Map.of();
    }
    return JsonTree.parseObject(check(answer));
  }

  private static Map<String, String> data(Map<String, @Nullable Object> configMap) {
    var data = new HashMap<String, String>();
    JsonTree.objectOrEmpty(configMap.get("data"))
        .forEach((key, value) -> data.put(key, String.valueOf(value)));
    return data;
  }

  private Answer create(Map<String, String> data) {
    var metadata =
        Map.of(
            "name",
            name,
            "namespace",
            namespace,
            "labels",
            Map.of("app.kubernetes.io/name", name, "app.kubernetes.io/part-of", "argocd"));
    var configMap =
        Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", metadata, "data", data);
    return kube.create(path().collection(), JsonTree.write(configMap), WRITE);
  }

  private Answer patch(
      Map<String, @Nullable Object> present,
      Map<String, String> before,
      Map<String, String> after) {
    var changes = new HashMap<String, @Nullable Object>();
    before.keySet().stream()
        .filter(key -> !after.containsKey(key))
        .forEach(key -> changes.put(key, null));
    after.forEach((key, value) -> {
      if (!value.equals(before.get(key))) {
        changes.put(key, value);
      }
    });
    var metadata = JsonTree.objectOrEmpty(present.get("metadata"));
    var version = String.valueOf(metadata.get("resourceVersion"));
    var patch = Map.of("metadata", Map.of("resourceVersion", version), "data", changes);
    return kube.patch(path(), PatchType.MERGE, JsonTree.write(patch), WRITE);
  }

  /// Until nothing that was changed is as before: others may have written since.
  private void await(Map<String, String> before, Map<String, String> after)
      throws InterruptedException {
    var changed = new HashSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(key -> Objects.equals(before.get(key), after.get(key)));
    boolean isSeen =
        settings.await(
            now ->
                changed.stream()
                    .noneMatch(key -> Objects.equals(of(now).get(key), before.get(key))),
            UNTIL_SEEN);
    if (!isSeen) {
      log.warn("ConfigMap {} was written, but is not seen so in the settings yet", name);
    }
  }

  private Map<String, String> of(Settings now) {
    return now.configMaps().getOrDefault(name, Map.of());
  }

  private static byte[] check(Answer answer) {
    if (answer instanceof Answer.Ok(var code, var body)) {
      return body;
    }
    throw Refusal.of(answer);
  }

  private ResourcePath path() {
    return ResourcePath.object("", "v1", "configmaps", namespace, name);
  }
}
