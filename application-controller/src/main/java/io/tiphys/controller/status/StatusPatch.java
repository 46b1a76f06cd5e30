package io.tiphys.controller.status;

import io.tiphys.controller.application.Seen;
import io.tiphys.engine.patch.JsonMergePatch;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The smallest JSON merge patch from an Application as it is to what we want it to say.
public final class StatusPatch {

  private StatusPatch() {}

  /// @param seen as the API server has it
  /// @param wanted the same with another `status`, `operation`, other annotations or finalizers
  /// @param version refuse the patch when it has another `resourceVersion` by then: set where a
  ///   change that somebody made meanwhile would be lost; empty for whatever it has
  /// @return empty when there is nothing to write
  public static Optional<byte[]> between(Seen seen, Application wanted, String version) {
    var patch = new LinkedHashMap<String, @Nullable Object>();
    part("status", seen, wanted.status(), patch);
    part("operation", seen, wanted.operation(), patch);
    metadata(seen, wanted).ifPresent(metadata -> patch.put("metadata", metadata));
    if (patch.isEmpty()) {
      return Optional.empty();
    }
    if (!version.isEmpty()) {
      var metadata = new LinkedHashMap<>(JsonTree.objectOrEmpty(patch.get("metadata")));
      metadata.put("resourceVersion", version);
      patch.put("metadata", metadata);
    }
    return Optional.of(JsonTree.write(patch));
  }

  /// @param wanted null for none
  private static void part(
      String name, Seen seen, @Nullable Record wanted, Map<String, @Nullable Object> patch) {
    if (wanted != null) {
      var before = JsonTree.objectOrEmpty(seen.tree().get(name));
      var changes = JsonMergePatch.create(before, ModelJson.toTree(wanted));
      if (!changes.isEmpty()) {
        patch.put(name, changes);
      }
    } else if (seen.tree().get(name) != null) {
      patch.put(name, null);
    }
  }

  /// Annotations that were requests go, our own are put; finalizers come and go.
  private static Optional<Map<String, @Nullable Object>> metadata(Seen seen, Application wanted) {
    var before = seen.app().metadata();
    var changes = new LinkedHashMap<String, @Nullable Object>();
    var annotations = new LinkedHashMap<String, @Nullable Object>();
    for (String name : before.annotations().keySet()) {
      if (!wanted.metadata().annotations().containsKey(name)) {
        annotations.put(name, null);
      }
    }
    wanted
        .metadata()
        .annotations()
        .forEach((name, value) -> {
          if (!value.equals(before.annotations().get(name))) {
            annotations.put(name, value);
          }
        });
    if (!annotations.isEmpty()) {
      changes.put("annotations", annotations);
    }
    if (!before.finalizers().equals(wanted.metadata().finalizers())) {
      changes.put("finalizers", wanted.metadata().finalizers());
    }
    return changes.isEmpty() ? Optional.empty() : Optional.of(changes);
  }
}
