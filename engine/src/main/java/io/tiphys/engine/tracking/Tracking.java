package io.tiphys.engine.tracking;

import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How this installation marks the objects that it manages, and reads the marks again.
///
/// @param method where the mark is kept
/// @param labelKey the label's name, used by the label methods
/// @param installationId tells two installations on one cluster apart; empty for none
public record Tracking(TrackingMethod method, String labelKey, String installationId) {

  public static final String DEFAULT_LABEL_KEY = "app.kubernetes.io/instance";
  public static final String INSTALLATION_ANNOTATION = "argocd.argoproj.io/installation-id";

  /// What an installation without any setting uses.
  public static final Tracking DEFAULT =
      new Tracking(TrackingMethod.ANNOTATION, DEFAULT_LABEL_KEY, "");

  public Tracking {
    if (labelKey.isEmpty()) {
      labelKey = DEFAULT_LABEL_KEY;
    }
  }

  /// Puts the Application's mark on a target. A CustomResourceDefinition gets none, as in Argo CD:
  /// it may serve other applications' objects, and is never pruned by the absence of its file.
  ///
  /// @param target as it was rendered, before its namespace was defaulted
  /// @param destinationNamespace stands in the id of a target that names no namespace
  public Manifest mark(Manifest target, AppInstance app, String destinationNamespace) {
    if (isCustomResourceDefinition(target)) {
      return target;
    }
    return switch (method) {
      case ANNOTATION -> annotate(target, app, destinationNamespace);
      case LABEL -> target.with(app.name(), "metadata", "labels", labelKey);
      case ANNOTATION_AND_LABEL ->
          annotate(target, app, destinationNamespace)
              .with(app.label(), "metadata", "labels", labelKey);
    };
  }

  private Manifest annotate(Manifest target, AppInstance app, String destinationNamespace) {
    ResourceKey key = target.key();
    if (key.namespace().isEmpty()) {
      key = key.in(destinationNamespace);
    }
    Manifest marked =
        target.with(
            new TrackingId(app, key).toString(), "metadata", "annotations", TrackingId.ANNOTATION);
    return installationId.isEmpty()
        ? marked.without("metadata", "annotations", INSTALLATION_ANNOTATION)
        : marked.with(installationId, "metadata", "annotations", INSTALLATION_ANNOTATION);
  }

  /// The same object with its mark made out to its name, where it had no name yet when it was
  /// marked.
  public static Manifest named(Manifest marked) {
    return marked
        .annotation(TrackingId.ANNOTATION)
        .flatMap(TrackingId::parse)
        .filter(id -> id.object().name().isEmpty())
        .map(id ->
            marked.with(
                id.of(marked.name()).toString(), "metadata", "annotations", TrackingId.ANNOTATION))
        .orElse(marked);
  }

  /// @return the Application that manages the live object; empty when none of this installation
  ///   does, or its mark was made for another object
  public Optional<AppInstance> ownerOf(Manifest live) {
    return ownerOf(live.key(), live.annotations(), live.labels());
  }

  /// The same from an object's metadata alone.
  public Optional<AppInstance> ownerOf(
      ResourceKey live,
      Map<String, @Nullable Object> annotations,
      Map<String, @Nullable Object> labels) {
    return switch (method) {
      case LABEL ->
          labels.get(labelKey) instanceof String name && !name.isEmpty()
              ? Optional.of(new AppInstance(name))
              : Optional.empty();
      case ANNOTATION, ANNOTATION_AND_LABEL -> {
        if (!(annotations.get(TrackingId.ANNOTATION) instanceof String text)
            || !installationId.isEmpty()
                && !installationId.equals(annotations.get(INSTALLATION_ANNOTATION))) {
          yield Optional.empty();
        }
        yield TrackingId.parse(text).filter(id -> id.references(live)).map(TrackingId::app);
      }
    };
  }

  private static boolean isCustomResourceDefinition(Manifest target) {
    return target.kind().equals("CustomResourceDefinition")
        && target.gvk().group().equals("apiextensions.k8s.io");
  }
}
