package io.tiphys.engine.schema;

import io.tiphys.engine.bundled.BundledFile;
import io.tiphys.engine.schema.Schema.ListType;
import io.tiphys.engine.schema.Schema.Trait;
import io.tiphys.model.json.JsonTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The types of Kubernetes 1.36 that custom kinds embed, by the names that `knownTypeFields` has
/// for them: `core/v1/PodSpec`, `core/v1/ResourceList`, `core/Quantity`, `meta/v1/Duration`.
final class KnownTypes {

  private static final String PREFIX = "core/v1/";
  private static final String COMPONENT = "io.k8s.api.core.v1.";

  /// Where a core type is found: these documents have what built-in kinds embed.
  private static final List<String> DOCUMENTS =
      List.of("kubernetes/v1.json", "kubernetes/apps_v1.json", "kubernetes/storage.k8s.io_v1.json");

  /// Types that a document shows only inside of another.
  private static final Map<String, String> INSIDE =
      Map.of(
          "EphemeralContainerCommon", "EphemeralContainer",
          "PersistentVolumeSource", "PersistentVolumeSpec",
          "ProbeHandler", "Probe",
          "VolumeSource", "Volume");

  private KnownTypes() {}

  /// @return empty when there is no such type
  static Optional<Schema> of(String name) {
    return switch (name) {
      case "core/Quantity" -> Optional.of(leaf(Trait.QUANTITY));
      case "meta/v1/Duration" -> Optional.of(leaf(Trait.DURATION));
      case "core/v1/ResourceList" ->
          core("ResourceRequirements").map(type -> type.members().get("limits"));
      default -> name.startsWith(PREFIX) ? core(name.substring(PREFIX.length())) : Optional.empty();
    };
  }

  private static Schema leaf(Trait trait) {
    return new Schema(null, Set.of(trait), ListType.ATOMIC, List.of(), "", null);
  }

  private static Optional<Schema> core(String name) {
    return Optional.ofNullable(Read.TYPES.get(INSIDE.getOrDefault(name, name)));
  }

  /// Read when the first is asked for.
  private static final class Read {
    static final Map<String, Schema> TYPES = types();

    private static Map<String, Schema> types() {
      var types = new HashMap<String, Schema>();
      for (var document : DOCUMENTS) {
        Map<String, @Nullable Object> components =
            OpenApiV3.components(
                JsonTree.parseObject(BundledFile.bytes(KnownTypes.class, document)));
        var reader = new SchemaReader(components);
        for (var name : components.keySet()) {
          if (name.startsWith(COMPONENT)) {
            types.putIfAbsent(name.substring(COMPONENT.length()), reader.component(name));
          }
        }
      }
      return Map.copyOf(types);
    }
  }
}
