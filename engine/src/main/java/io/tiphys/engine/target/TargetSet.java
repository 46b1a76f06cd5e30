package io.tiphys.engine.target;

import io.tiphys.model.manifest.Manifest;
import java.util.List;

/// An Application's targets.
///
/// @param targets objects to keep in sync, each key once, in the order they were rendered
/// @param hooks objects that run in a phase of a sync or of a deletion and are not compared; one
///   without a name has `generateName`
/// @param ignored objects that are never applied (`hook: Skip`, Helm tests)
/// @param conditions what is wrong with them
public record TargetSet(
    List<Manifest> targets,
    List<Manifest> hooks,
    List<Manifest> ignored,
    List<TargetCondition> conditions) {

  public TargetSet {
    targets = List.copyOf(targets);
    hooks = List.copyOf(hooks);
    ignored = List.copyOf(ignored);
    conditions = List.copyOf(conditions);
  }
}
