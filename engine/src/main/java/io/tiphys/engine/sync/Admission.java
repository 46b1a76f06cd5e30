package io.tiphys.engine.sync;

import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import java.util.Optional;

/// What the destination cluster and the project say of a plan's objects.
public interface Admission {

  /// Whether the cluster serves the kind in that version.
  boolean serves(GroupVersionKind kind);

  /// @return why the project forbids the object, in the words of its result; empty when it does not
  Optional<String> refusal(Manifest object);
}
