package io.tiphys.controller.compare;

import io.tiphys.controller.compare.Verdict.Sync;
import io.tiphys.engine.diff.CompareOptions;
import io.tiphys.engine.diff.Comparison;
import io.tiphys.engine.health.AppHealth;
import io.tiphys.engine.health.Health;
import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.hook.SyncWave;
import io.tiphys.engine.ignore.IgnoreRules;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.engine.target.TargetCondition;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Compares an Application with its cluster, and remembers each object's verdict until the target,
/// the live object or the rules change. One thread at a time.
public final class Comparer {

  /// What a verdict follows from.
  ///
  /// @param target null for an object that Git does not ask for
  private record Basis(@Nullable Digest target, String uid, String resourceVersion, String rules) {}

  /// @param refusal why it could not be judged; empty when it was
  private record Known(Basis basis, Verdict verdict, String refusal) {
    Known(Basis basis, Verdict verdict) {
      this(basis, verdict, "");
    }
  }

  private final Map<ResourceKey, Known> known = new HashMap<>();

  /// What the API server refused is asked again: who decides that may have changed his mind.
  public void askAgain() {
    known.values().removeIf(one -> !one.refusal().isEmpty());
  }

  /// @param targets what Git asks for
  /// @param app whose marked objects count, too
  public AppComparison compare(
      TargetIndex targets, AppInstance app, Rules rules, LiveView cluster) {
    var verdicts = new TreeMap<ResourceKey, Verdict>();
    var problems = new ArrayList<String>();
    var shared = new ArrayList<SharedObject>();
    String rulesDigest = rules.digest() + "+" + cluster.health().digest();
    for (TargetObject target : targets.objects().values()) {
      if (target.isHook() || target.isIgnored()) {
        continue;
      }
      cluster
          .failure(target.key().groupKind())
          .ifPresent(reason -> problems.add(target.key() + ": " + reason));
      Optional<LiveObject> live = cluster.live(target.key());
      live.flatMap(one -> SharedObject.of(one, app)).ifPresent(shared::add);
      verdicts.put(target.key(), judge(target, live, rules, rulesDigest, cluster, problems));
    }
    for (LiveObject live : cluster.managedBy(app)) {
      if (!verdicts.containsKey(live.key())) {
        TargetObject target = targets.objects().get(live.key());
        verdicts.put(live.key(), judgeExtra(live, target, rulesDigest, cluster));
      }
    }
    known.keySet().retainAll(verdicts.keySet());
    var conditions = new ArrayList<TargetCondition>(targets.conditions());
    for (String problem : brokenRules(rules, verdicts.values())) {
      conditions.add(
          new TargetCondition(
              "ComparisonError", "application %s: %s".formatted(app.name(), problem)));
    }
    return new AppComparison(List.copyOf(verdicts.values()), problems, conditions, shared);
  }

  /// Each once: those that no object can use, and those that some object had to give up.
  private static Set<String> brokenRules(Rules rules, Collection<Verdict> verdicts) {
    var broken = new LinkedHashSet<String>();
    rules.ignored().problems().forEach(problem -> broken.add(problem.toString()));
    verdicts.forEach(verdict -> broken.addAll(verdict.brokenRules()));
    return broken;
  }

  /// When Git cannot be read: the objects that are there, none of them judged.
  public AppComparison withoutTargets(AppInstance app, LiveView cluster) {
    var verdicts = new TreeMap<ResourceKey, Verdict>();
    for (LiveObject live : cluster.managedBy(app)) {
      Verdict extra = judgeExtra(live, null, cluster.health().digest(), cluster);
      verdicts.put(live.key(), extra.withoutTarget());
    }
    return AppComparison.of(List.copyOf(verdicts.values()));
  }

  private Verdict judge(
      TargetObject target,
      Optional<LiveObject> live,
      Rules rules,
      String rulesDigest,
      LiveView cluster,
      List<String> problems) {
    if (live.isEmpty()) {
      known.remove(target.key());
      return missing(target);
    }
    var basis =
        new Basis(target.digest(), live.get().uid(), live.get().resourceVersion(), rulesDigest);
    Known before = known.get(target.key());
    if (before != null && before.basis().equals(basis)) {
      if (!before.refusal().isEmpty()) {
        problems.add(before.refusal());
      }
      return before.verdict();
    }
    try {
      Optional<Manifest> whole = cluster.read(live.get(), target.gvk());
      if (whole.isEmpty()) {
        return missing(target);
      }
      Manifest wanted = target.manifest();
      var answer = rules.compare(wanted, whole.get(), live.get(), cluster);
      var broken = new ArrayList<IgnoreRules.Problem>(answer.problems());
      broken.addAll(rules.ignored().problems(target.key().groupKind()));
      Verdict verdict = verdict(target, whole.get(), cluster, answer.comparison(), broken);
      known.put(target.key(), new Known(basis, verdict));
      return verdict;
    } catch (ComparisonFailedException e) {
      String why = String.valueOf(e.getMessage());
      problems.add(why);
      Verdict verdict = unknown(target);
      if (e.isRefusal()) {
        known.put(target.key(), new Known(basis, verdict, why));
      }
      return verdict;
    } catch (RuntimeException e) {
      problems.add(target.key() + " could not be compared: " + e);
      return unknown(target);
    }
  }

  private static Verdict verdict(
      TargetObject target,
      Manifest live,
      LiveView cluster,
      Comparison comparison,
      List<IgnoreRules.Problem> broken) {
    Sync sync = comparison.modified() ? Sync.OUT_OF_SYNC : Sync.SYNCED;
    return wanted(
        target,
        // what differs may be what a broken rule would have left out: nobody can say
        !broken.isEmpty() && comparison.modified() ? Sync.UNKNOWN : sync,
        cluster.health().of(live),
        ignoresHealth(target.manifest()),
        true,
        options(target.manifest(), live),
        broken.stream().map(IgnoreRules.Problem::toString).toList());
  }

  private static Verdict wanted(
      TargetObject target,
      Sync sync,
      Optional<Health> health,
      boolean isIgnoredInHealth,
      boolean exists,
      List<SyncOptions> options,
      List<String> brokenRules) {
    return new Verdict(
        target.key(),
        target.gvk(),
        sync,
        health,
        false,
        false,
        isIgnoredInHealth,
        exists,
        target.wave(),
        options,
        brokenRules);
  }

  private Verdict judgeExtra(
      LiveObject live, @Nullable TargetObject target, String rulesDigest, LiveView cluster) {
    var basis =
        new Basis(
            target == null ? null : target.digest(),
            live.uid(),
            live.resourceVersion(),
            rulesDigest);
    Known before = known.get(live.key());
    if (before != null && before.basis().equals(basis)) {
      return before.verdict();
    }
    var gvk = GroupVersionKind.of(live.apiVersion(), live.key().kind());
    Optional<Manifest> whole = cluster.read(live, gvk);
    boolean isHook = whole.map(object -> !(Hook.of(object) instanceof Hook.None)).orElse(false);
    boolean extraneous =
        whole
            .map(object -> CompareOptions.of(object.annotations()).ignoresExtraneous())
            .orElse(false);
    boolean wanted = target != null; // a target that is now a hook or ignored
    boolean prune = !isHook && !wanted;
    var verdict =
        new Verdict(
            live.key(),
            gvk,
            prune && !extraneous ? Sync.OUT_OF_SYNC : Sync.NOT_COMPARED,
            whole.flatMap(cluster.health()::of),
            isHook,
            prune,
            whole.map(Comparer::ignoresHealth).orElse(false),
            true,
            whole.map(SyncWave::of).orElse(0),
            whole.map(object -> List.of(SyncOptions.of(object))).orElse(List.of()),
            List.of());
    known.put(live.key(), new Known(basis, verdict));
    return verdict;
  }

  private static List<SyncOptions> options(Manifest target, Manifest live) {
    SyncOptions one = SyncOptions.of(target);
    SyncOptions other = SyncOptions.of(live);
    return one.equals(other) ? List.of(one) : List.of(one, other);
  }

  private static boolean ignoresHealth(Manifest object) {
    return object.annotation(AppHealth.IGNORE_ANNOTATION).orElse("").equals("true");
  }

  private static Verdict missing(TargetObject target) {
    Manifest manifest = target.manifest();
    return wanted(
        target,
        Sync.OUT_OF_SYNC,
        Optional.of(Health.missing()),
        ignoresHealth(manifest),
        false,
        List.of(SyncOptions.of(manifest)),
        List.of());
  }

  private static Verdict unknown(TargetObject target) {
    return wanted(target, Sync.UNKNOWN, Optional.empty(), false, true, Verdict.PLAIN, List.of());
  }
}
