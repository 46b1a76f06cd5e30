package io.tiphys.controller.share;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.Rules;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.compare.TargetObject;
import io.tiphys.controller.compare.Verdict;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.exchange.state.AppRef;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a turn of an Application came to.
///
/// @param instance its name in marks
/// @param destination with URL and name of the cluster
/// @param verdicts one for each object that Git asks for or the Application manages
/// @param targets null when Git could not be read
public record Found(
    AppRef app,
    AppInstance instance,
    ApplicationDestination destination,
    Project project,
    Cluster cluster,
    List<Verdict> verdicts,
    @Nullable TargetIndex targets,
    Rules rules) {

  public Found {
    verdicts = List.copyOf(verdicts);
  }

  /// What Git asks for, unless it is run in a phase or ignored.
  @Nullable TargetObject target(ResourceKey key) {
    TargetObject target = targets == null ? null : targets.objects().get(key);
    return target == null || target.isHook() || target.isIgnored() ? null : target;
  }

  /// The objects from which the tree grows: those that are marked, and those that Git asks for and
  /// that are there without a mark.
  List<LiveObject> roots() {
    var roots = new ArrayList<LiveObject>(cluster.managedBy(instance));
    for (Verdict verdict : verdicts) {
      if (verdict.exists()) {
        Optional<LiveObject> live = cluster.cache().get(verdict.key());
        live.filter(one -> !one.appInstance().equals(instance.name())).ifPresent(roots::add);
      }
    }
    return roots;
  }
}
