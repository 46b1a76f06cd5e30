package io.tiphys.controller.share;

import io.tiphys.controller.compare.Difference;
import io.tiphys.controller.compare.TargetObject;
import io.tiphys.controller.compare.Verdict;
import io.tiphys.engine.diff.SecretMask;
import io.tiphys.exchange.state.Item;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.tree.ResourceDiff;
import io.tiphys.model.tree.ResourceDiffBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The objects of a comparison as people look at them. A difference is worked out when its piece is
/// written, not before.
final class Managed {

  private Managed() {}

  static List<Item<ResourceDiff>> of(Found found, SecretMask mask) {
    return found.verdicts().stream().map(verdict -> item(found, verdict, mask)).toList();
  }

  private static Item<ResourceDiff> item(Found found, Verdict verdict, SecretMask mask) {
    TargetObject target = found.target(verdict.key());
    Optional<LiveObject> live =
        verdict.exists() ? found.cluster().cache().get(verdict.key()) : Optional.empty();
    String stamp =
        Difference.stamp(target, live, found.rules()) + "|" + verdict.isHook() + mask.hashCode();
    return new Item<>(
        verdict.key().toString(), stamp, () -> diff(found, verdict, target, live, mask));
  }

  private static ResourceDiff diff(
      Found found,
      Verdict verdict,
      @Nullable TargetObject target,
      Optional<LiveObject> live,
      SecretMask mask) {
    Difference difference = Difference.of(target, live, found.rules(), found.cluster(), mask);
    ResourceKey key = verdict.key();
    return ResourceDiffBuilder.builder()
        .group(key.group())
        .kind(key.kind())
        .namespace(key.namespace())
        .name(key.name())
        .targetState(difference.target())
        .liveState(difference.live())
        .normalizedLiveState(difference.normalizedLive())
        .predictedLiveState(difference.predictedLive())
        .diff(difference.fieldsAsJson())
        .modified(difference.modified())
        .hook(verdict.isHook())
        .resourceVersion(difference.resourceVersion())
        .build();
  }
}
