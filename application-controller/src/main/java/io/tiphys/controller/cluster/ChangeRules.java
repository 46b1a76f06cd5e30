package io.tiphys.controller.cluster;

import io.tiphys.controller.compare.TimeLimit;
import io.tiphys.engine.diff.DiffRules.IgnoreStatus;
import io.tiphys.engine.ignore.IgnoreRule;
import io.tiphys.engine.ignore.IgnoreRules;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.settings.ArgocdSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether a change of a live object is news: whether it touches the comparison, the health or the
/// tree (https://argo-cd.readthedocs.io/en/stable/operator-manual/reconcile/). Any number of
/// threads.
public final class ChangeRules {

  /// On an object that an Application does not manage itself, such as a Pod: `true` to hold the
  /// rules for it, too. On one that it manages: `false` to have every change count.
  private static final String ANNOTATION = "argocd.argoproj.io/ignore-resource-updates";

  /// @param isOn whether changes are looked at
  private record Ready(
      ArgocdSettings settings, boolean isOn, IgnoreRules rules, IgnoreStatus withoutStatus) {}

  private final Supplier<ArgocdSettings> settings;
  private final IgnoreRules.Deadline deadline;
  private volatile @Nullable Ready ready;

  /// @param jqTimeout how long one expression may run
  public ChangeRules(Supplier<ArgocdSettings> settings, Duration jqTimeout) {
    this.settings = settings;
    this.deadline = TimeLimit.of(jqTimeout);
  }

  /// Whether the object says of itself that the rules hold for it: it is to be kept whole then.
  static boolean isMarked(Map<String, @Nullable Object> annotations) {
    return "true".equals(annotations.get(ANNOTATION));
  }

  /// @param before null when the object is new
  /// @param after null when it is gone
  boolean isNews(@Nullable LiveObject before, @Nullable LiveObject after) {
    if (before == null || after == null || !sameAround(before, after)) {
      return true;
    }
    Ready now = ready();
    boolean sameFacts = before.facts().equals(after.facts());
    if (!now.isOn()) {
      return true;
    }
    if (!before.isWhole() || !after.isWhole()) {
      return !sameFacts || before.isWhole() != after.isWhole(); // nothing else is kept of it
    }
    Manifest whole = after.manifest();
    if ("false".equals(whole.annotations().get(ANNOTATION))) {
      return true;
    }
    boolean sameShown =
        sameFacts
            || (isMarked(whole.annotations())
                && Objects.equals(before.facts().health(), after.facts().health()));
    return !sameShown || !essence(before.manifest(), now).equals(essence(whole, now));
  }

  private static boolean sameAround(LiveObject before, LiveObject after) {
    return before.uid().equals(after.uid())
        && before.isDeleting() == after.isDeleting()
        && before.appInstance().equals(after.appInstance())
        && before.owners().equals(after.owners())
        && before.images().equals(after.images())
        && before.externalUrls().equals(after.externalUrls());
  }

  private Manifest essence(Manifest object, Ready now) {
    boolean isCrd = object.kind().equals("CustomResourceDefinition");
    boolean withoutStatus =
        switch (now.withoutStatus()) {
          case ALL -> true;
          case CRD -> isCrd;
          case OFF -> false;
        };
    Manifest essence =
        object
            .without("metadata", "resourceVersion")
            .without("metadata", "generation")
            .without("metadata", "managedFields");
    return now.rules()
        .withoutIgnored(withoutStatus ? essence.without("status") : essence, deadline);
  }

  private Ready ready() {
    ArgocdSettings current = settings.get();
    Ready known = ready;
    if (known != null && known.settings() == current) {
      return known;
    }
    var rules = new ArrayList<IgnoreRule>(current.ignored().updates());
    boolean asCompared = current.compare().ignoreDifferencesOnResourceUpdates();
    if (asCompared) {
      rules.addAll(current.ignored().differences());
    }
    var fresh =
        new Ready(
            current,
            current.ignoreResourceUpdatesEnabled(),
            IgnoreRules.of(rules),
            asCompared
                ? IgnoreStatus.of(current.compare().ignoreResourceStatusField())
                : IgnoreStatus.OFF);
    ready = fresh;
    return fresh;
  }
}
