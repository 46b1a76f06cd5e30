package io.tiphys.engine.normalize;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The form in which two versions of an object are compared: without what the server alone writes,
/// and without what the user's rules leave out.
///
/// @param withoutStatus whether `status` is left out
/// @param withoutRules whether `rules` are: those of an aggregated ClusterRole
/// @param isCrd whether the object is a CustomResourceDefinition, of which
///   `spec.preserveUnknownFields` is left out as well
public record ComparedForm(boolean withoutStatus, boolean withoutRules, boolean isCrd) {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  // What names the object, and what only the server writes: never a wish of the target.
  private static final Set<String> SERVER_METADATA =
      Set.of(
          "name",
          "namespace",
          "generateName",
          "uid",
          "resourceVersion",
          "generation",
          "selfLink",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "managedFields");

  /// What was applied last, in this form. Texts of a Secret are left out: the API server keeps what
  /// it once wrote into `data` for them, whether or not they are applied again.
  public Manifest ofLastApplied(Manifest last) {
    boolean isSecret = last.kind().equals("Secret") && last.apiVersion().equals("v1");
    return ofTarget(isSecret ? last.without("stringData") : last);
  }

  /// A target in this form.
  public Manifest ofTarget(Manifest target) {
    var stored = StoredForm.of(target);
    var content = new LinkedHashMap<String, @Nullable Object>(stored.content());
    content.remove("apiVersion");
    content.remove("kind");
    if (content.containsKey("metadata")) {
      content.put("metadata", metadata(stored));
    }
    drop(content);
    return new Manifest(Collections.unmodifiableMap(content));
  }

  /// A live object in this form.
  public Manifest ofLive(Manifest live) {
    var content = new LinkedHashMap<String, @Nullable Object>(live.content());
    if (live.at("metadata", "managedFields") != null) {
      var metadata =
          new LinkedHashMap<String, @Nullable Object>(JsonTree.objectOrEmpty(live.at("metadata")));
      metadata.remove("managedFields");
      content.put("metadata", Collections.unmodifiableMap(metadata));
    }
    drop(content);
    return new Manifest(Collections.unmodifiableMap(content));
  }

  private void drop(Map<String, @Nullable Object> content) {
    if (withoutStatus) {
      content.remove("status");
    }
    if (withoutRules) {
      content.remove("rules");
    }
    if (isCrd
        && content.get("spec") instanceof Map<?, ?> spec
        && spec.containsKey("preserveUnknownFields")) {
      var copy = new LinkedHashMap<String, @Nullable Object>(JsonTree.object(spec));
      copy.remove("preserveUnknownFields");
      content.put("spec", Collections.unmodifiableMap(copy));
    }
  }

  private static Map<String, @Nullable Object> metadata(Manifest target) {
    var metadata =
        new LinkedHashMap<String, @Nullable Object>(JsonTree.objectOrEmpty(target.at("metadata")));
    metadata.keySet().removeAll(SERVER_METADATA);
    // always there, if empty: what was applied last has them, and a live object has others' too
    var annotations = new LinkedHashMap<String, @Nullable Object>(target.annotations());
    annotations.remove(LAST_APPLIED);
    metadata.put("annotations", Collections.unmodifiableMap(annotations));
    return Collections.unmodifiableMap(metadata);
  }
}
