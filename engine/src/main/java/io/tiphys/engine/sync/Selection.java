package io.tiphys.engine.sync;

import io.tiphys.model.application.SyncOperationResource;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;

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

  boolean contains(ResourceKey key) {
    return resources.isEmpty()
        || resources.stream()
            .anyMatch(one ->
                one.group().equals(key.group())
                    && one.kind().equals(key.kind())
                    && one.name().equals(key.name())
                    && (one.namespace().isEmpty() || one.namespace().equals(key.namespace())));
  }
}
