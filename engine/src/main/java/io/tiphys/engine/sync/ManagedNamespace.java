package io.tiphys.engine.sync;

import io.tiphys.model.application.ManagedNamespaceMetadata;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The destination's namespace as `CreateNamespace=true` wants it.
///
/// @param target with the managed labels and annotations; no tracking mark, so that it is never
///   pruned
/// @param live empty when it does not exist
public record ManagedNamespace(Manifest target, Optional<Manifest> live) {

  /// @param name the destination's namespace
  /// @param metadata `syncPolicy.managedNamespaceMetadata`
  /// @return empty when nothing is to be done: the option is off, there is no name, or the
  ///   namespace exists and no metadata is managed
  public static Optional<ManagedNamespace> of(
      String name,
      SyncOptions options,
      @Nullable ManagedNamespaceMetadata metadata,
      Optional<Manifest> live) {
    if (!options.is("CreateNamespace", "true")
        || name.isEmpty()
        || live.isPresent() && metadata == null) {
      return Optional.empty();
    }
    var meta = new LinkedHashMap<String, @Nullable Object>();
    meta.put("name", name);
    if (metadata != null) {
      meta.put("labels", Map.copyOf(metadata.labels()));
      var annotations = new LinkedHashMap<String, @Nullable Object>(metadata.annotations());
      // Others may own labels of the namespace: only server-side apply leaves them alone.
      annotations.merge(
          SyncOptions.ANNOTATION, "ServerSideApply=true", (own, ssa) -> own + "," + ssa);
      meta.put("annotations", annotations);
    }
    var content = new LinkedHashMap<String, @Nullable Object>();
    content.put("apiVersion", "v1");
    content.put("kind", "Namespace");
    content.put("metadata", JsonTree.object(meta));
    return Optional.of(new ManagedNamespace(new Manifest(content), live));
  }
}
