package io.tiphys.engine.sync;

import io.tiphys.model.application.SyncOperationResource;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The objects that a selective sync was asked for.
///
/// @param resources empty for all of them; one without a namespace matches in any
public record Selection(List<SyncOperationResource> resources) {

  public static final Selection ALL = new Selection(List.of());

  public Selection {
    resources = List.copyOf(resources);
  }

  /// A selective sync runs no hooks and makes no history.
  public boolean isPartial() {
    return !resources.isEmpty();
  }

  /// Which objects it names. For many questions: a selection by label may name thousands.
  Predicate<ResourceKey> contains() {
    if (resources.isEmpty()) {
      return key -> true;
    }
    Set<ResourceKey> keys =
        resources.stream()
            .map(one -> new ResourceKey(one.group(), one.kind(), one.namespace(), one.name()))
            .collect(Collectors.toSet());
    return key -> keys.contains(key) || keys.contains(key.in(""));
  }
}
