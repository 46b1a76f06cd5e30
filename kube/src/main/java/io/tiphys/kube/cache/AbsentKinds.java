package io.tiphys.kube.cache;

import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.model.manifest.GroupKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Decides when a watched kind that discovery does not show is really gone. An API server that just
/// started shows less than it serves; to believe it would be to forget objects that exist, and
/// somebody would create them again. One thread.
final class AbsentKinds {

  static final Duration CONFIRMED_AFTER = Duration.ofSeconds(15);

  private final CustomKinds definitions;
  private final Map<GroupKind, Instant> absentSince = new HashMap<>();

  AbsentKinds(CustomKinds definitions) {
    this.definitions = definitions;
  }

  /// @param watched a kind that is watched now
  boolean isGone(ApiResource watched, ApiResources resources, Instant now) {
    GroupKind kind = watched.groupKind();
    if (resources.preferred(kind).isPresent()) {
      absentSince.remove(kind);
      return false;
    }
    if (resources.failure(watched.gvk()).isPresent() || definitions.isEstablished(kind)) {
      return false;
    }
    Instant since = absentSince.computeIfAbsent(kind, k -> now);
    boolean isGone = definitions.isRemoved(kind) || !now.isBefore(since.plus(CONFIRMED_AFTER));
    if (isGone) {
      absentSince.remove(kind);
    }
    return isGone;
  }

  /// Whether a kind waits for its absence to be confirmed: ask again.
  boolean isUndecided() {
    return !absentSince.isEmpty();
  }
}
