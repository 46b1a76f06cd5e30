package io.tiphys.controller.compare;

import io.tiphys.engine.health.HealthRules;
import io.tiphys.engine.schema.Schema;
import io.tiphys.engine.target.Scope;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Collection;
import java.util.Optional;

/// What a comparison asks of the destination cluster.
public interface LiveView {

  /// The object as the cache has it, perhaps only its header.
  Optional<LiveObject> live(ResourceKey key);

  /// The objects that carry the Application's mark.
  Collection<LiveObject> managedBy(AppInstance app);

  /// The whole object in one version.
  ///
  /// @return empty when it is gone by now
  /// @throws ComparisonFailedException when the API server cannot be asked
  Optional<Manifest> read(LiveObject object, GroupVersionKind version);

  /// The object as the API server has it now, with its `managedFields`, which no cache keeps.
  ///
  /// @throws ComparisonFailedException when it is gone, or the API server cannot be asked
  Manifest withOwners(LiveObject object, GroupVersionKind version);

  /// What a server-side apply would make of the object, as the API server answers to a dry run.
  ///
  /// @param manager in whose name
  /// @throws ComparisonFailedException when it refuses, with its words, or cannot be asked
  Manifest tryOut(Manifest target, String manager);

  /// The schema of a kind; empty when none is known.
  Optional<Schema> schema(GroupVersionKind kind);

  Scope scope(GroupKind kind);

  /// How objects are judged.
  HealthRules health();

  /// Why objects of a kind cannot be followed now; empty when they are.
  Optional<String> failure(GroupKind kind);
}
