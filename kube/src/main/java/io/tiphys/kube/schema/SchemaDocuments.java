package io.tiphys.kube.schema;

import io.tiphys.engine.schema.OpenApiV3;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.manifest.GroupVersionKind;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The parsed documents of all clusters, one for each content: a hundred clusters of one version
/// hold one copy. A document that no cluster holds any more is forgotten.
public final class SchemaDocuments {

  private final Map<String, WeakReference<Map<GroupVersionKind, Schema>>> byAddress =
      new ConcurrentHashMap<>();

  /// @param address the document's path with the hash of its content
  /// @param fetch gets it when it is not known; null when it cannot
  /// @throws RuntimeException when it cannot be read
  @Nullable Map<GroupVersionKind, Schema> get(String address, Supplier<byte @Nullable []> fetch) {
    boolean isHashed = address.contains("hash=");
    WeakReference<Map<GroupVersionKind, Schema>> known = byAddress.get(address);
    Map<GroupVersionKind, Schema> kinds = known == null ? null : known.get();
    if (kinds != null && isHashed) {
      return kinds;
    }
    byte[] document = fetch.get();
    if (document == null) {
      return null;
    }
    Map<GroupVersionKind, Schema> parsed = OpenApiV3.parse(document);
    byAddress.values().removeIf(reference -> reference.get() == null);
    byAddress.put(address, new WeakReference<>(parsed));
    return parsed;
  }
}
