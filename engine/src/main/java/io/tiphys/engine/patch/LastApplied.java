package io.tiphys.engine.patch;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The annotation in which a client-side apply keeps what it applied.
public final class LastApplied {

  public static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

  private LastApplied() {}

  /// The target with the annotation, text for text as `kubectl apply` writes it: the object without
  /// the annotation, members by name, `annotations` always present, a line feed at the end.
  public static Manifest annotate(Manifest target) {
    var annotations = new LinkedHashMap<String, @Nullable Object>(target.annotations());
    annotations.remove(ANNOTATION);
    var plain = target.with(annotations, "metadata", "annotations");
    return plain.with(
        JsonTree.writeString(plain.content()) + "\n", "metadata", "annotations", ANNOTATION);
  }

  /// What was applied last; empty when the annotation is absent or holds no JSON object.
  public static Optional<Manifest> of(Manifest live) {
    if (!(live.annotations().get(ANNOTATION) instanceof String text)) {
      return Optional.empty();
    }
    try {
      return JsonTree.parse(text.getBytes(StandardCharsets.UTF_8))
              instanceof java.util.Map<?, ?> object
          ? Optional.of(new Manifest(JsonTree.object(object)))
          : Optional.empty();
    } catch (RuntimeException notJson) {
      return Optional.empty(); // somebody edited the annotation: as if nothing had been applied
    }
  }

  /// The object without the annotation.
  public static Manifest strip(Manifest object) {
    return object.without("metadata", "annotations", ANNOTATION);
  }
}
