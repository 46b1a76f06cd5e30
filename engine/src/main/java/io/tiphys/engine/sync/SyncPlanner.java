package io.tiphys.engine.sync;

import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.hook.HookDeletePolicy;
import io.tiphys.engine.hook.HookType;
import io.tiphys.engine.hook.SyncWave;
import io.tiphys.engine.sync.RbacReconcile.Recreate;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Makes the tasks of a plan; [TaskOrder] puts them in order.
final class SyncPlanner {

  private final SyncRequest request;
  private final SyncRequest.Settings settings;
  private final Admission admission;
  private final Set<GroupKind> coming = new HashSet<>();
  private final Set<String> newNamespaces = new HashSet<>();

  SyncPlanner(SyncRequest request, Admission admission) {
    this.request = request;
    this.settings = request.settings();
    this.admission = admission;
  }

  SyncPlan plan() {
    for (SyncTarget object : request.objects()) {
      object.target().flatMap(SyncPlan::definedKind).ifPresent(coming::add);
      if (object.live().isEmpty() && SyncPlan.isNamespace(object.object())) {
        newNamespaces.add(object.object().name());
      }
    }
    Optional<ManagedNamespace> namespace = request.namespace().filter(this::isNotAmongTheTargets);
    if (settings.dryRun()) {
      // It is not made, so its objects cannot be asked about either.
      namespace
          .filter(one -> one.live().isEmpty())
          .ifPresent(one -> newNamespaces.add(one.target().name()));
    }
    var tasks = new ArrayList<SyncTask>();
    Predicate<ResourceKey> isSelected = settings.selection().contains();
    for (SyncTarget object : request.objects()) {
      if (isSelected.test(object.key()) && Hook.of(object.object()) instanceof Hook.None) {
        tasks.add(task(object));
      }
    }
    if (!settings.skipHooks()) {
      request.hooks().forEach(hook -> tasks.addAll(hookTasks(hook)));
    }
    namespace.ifPresent(one -> tasks.add(namespaceTask(one)));
    List<SyncTask> ordered =
        TaskOrder.of(tasks, settings.options().is("PruneLast", "true"), coming);
    var refusals = new HashMap<TaskId, String>();
    for (SyncTask task : ordered) {
      refusal(task).ifPresent(reason -> refusals.put(task.id(), reason));
    }
    return new SyncPlan(
        ordered,
        refusals,
        namespace
            .filter(one -> one.live().isEmpty())
            .map(one -> new TaskId(SyncPhase.PRE_SYNC, one.target().key())),
        settings.dryRun());
  }

  private boolean isNotAmongTheTargets(ManagedNamespace namespace) {
    return request.objects().stream()
        .flatMap(object -> object.target().stream())
        .noneMatch(target -> target.key().equals(namespace.target().key()));
  }

  private SyncTask task(SyncTarget object) {
    int wave = SyncWave.of(object.object());
    if (object.target().isEmpty()) {
      return new SyncTask(SyncPhase.SYNC, wave, pruneStep(object.object()), false);
    }
    Manifest target = object.target().get();
    boolean inSync =
        settings.options().is("ApplyOutOfSyncOnly", "true")
            && object.live().isPresent()
            && !object.outOfSync();
    return new SyncTask(SyncPhase.SYNC, wave, applyStep(target, object.live()), inSync);
  }

  private SyncTask namespaceTask(ManagedNamespace namespace) {
    return new SyncTask(
        SyncPhase.PRE_SYNC,
        Integer.MIN_VALUE,
        applyStep(namespace.target(), namespace.live()),
        false);
  }

  private SyncStep applyStep(Manifest target, Optional<Manifest> live) {
    return new SyncStep.Apply(target, live, mode(target, live), options(target, live));
  }

  private SyncStep pruneStep(Manifest live) {
    if (!settings.prune()) {
      return new SyncStep.Skip(live, SkipReason.REQUIRES_PRUNING);
    }
    String word = settings.options().value("Prune", SyncOptions.of(live)).orElse("");
    if (word.equals("false")) {
      return new SyncStep.Skip(live, SkipReason.NO_PRUNE);
    }
    return new SyncStep.Prune(
        live,
        PropagationPolicy.of(settings.options()),
        word.equals("confirm") && !settings.pruneConfirmed());
  }

  private List<SyncTask> hookTasks(Manifest object) {
    var tasks = new ArrayList<SyncTask>();
    if (Hook.of(object) instanceof Hook.Runs hook) {
      for (HookType type : hook.types()) {
        SyncPhase.of(type)
            .ifPresent(phase -> {
              String run =
                  settings.startedAt().getEpochSecond()
                      + "."
                      + settings.attempt()
                      + "."
                      + phase.text();
              Manifest target = hookTarget(object, phase, run);
              tasks.add(
                  new SyncTask(
                      phase,
                      SyncWave.of(object),
                      new SyncStep.RunHook(
                          target,
                          hook,
                          run,
                          mode(target, Optional.empty()),
                          hookOptions(object, target, hook)),
                      false));
            });
      }
    }
    return tasks;
  }

  /// The name is the same whenever the plan of this operation is made.
  private Manifest hookTarget(Manifest object, SyncPhase phase, String run) {
    Manifest target = object.with(run, "metadata", "annotations", Hook.RUN_ANNOTATION);
    var finalizers = new ArrayList<Object>();
    if (object.at("metadata", "finalizers") instanceof List<?> own) {
      finalizers.addAll(own);
    }
    if (!finalizers.contains(Hook.FINALIZER)) {
      finalizers.add(Hook.FINALIZER);
    }
    target = target.with(List.copyOf(finalizers), "metadata", "finalizers");
    if (!object.name().isEmpty()) {
      return target;
    }
    String revision = settings.revision();
    String name =
        object.text("metadata", "generateName")
            + (revision.length() >= 8 ? revision.substring(0, 7) : revision)
            + "-"
            + phase.text()
            + "-"
            + settings.startedAt().getEpochSecond();
    return Tracking.named(target.with(name.toLowerCase(Locale.ROOT), "metadata", "name"));
  }

  private ApplyMode mode(Manifest target, Optional<Manifest> live) {
    SyncOptions own = SyncOptions.of(target);
    boolean replace =
        settings.options().on("Replace", own)
            || live.map(SyncOptions::of).map(one -> one.is("Replace", "true")).orElse(false)
                && !own.is("Replace", "false");
    if (replace) {
      if (live.isEmpty()) {
        return ApplyMode.CREATE;
      }
      return SyncPlan.definedKind(target).isPresent() || SyncPlan.isNamespace(target)
          ? ApplyMode.UPDATE
          : ApplyMode.REPLACE;
    }
    if (settings.options().on("ServerSideApply", own)) {
      return ApplyMode.SERVER_SIDE;
    }
    return isRbac(target) ? ApplyMode.RECONCILE_THEN_CLIENT_SIDE : ApplyMode.CLIENT_SIDE;
  }

  private static boolean isRbac(Manifest target) {
    return target.gvk().group().equals("rbac.authorization.k8s.io")
        && switch (target.kind()) {
          case "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding" -> true;
          default -> false;
        };
  }

  private ApplyOptions options(Manifest target, Optional<Manifest> live) {
    SyncOptions own = SyncOptions.of(target);
    boolean force =
        settings.force()
            || own.is("Force", "true")
            || live.map(SyncOptions::of).map(one -> one.is("Force", "true")).orElse(false);
    boolean validate = !settings.options().is("Validate", "false") && !own.is("Validate", "false");
    // The API server would refuse to change what is in fact deleted and made again.
    boolean madeAgain =
        live.map(one ->
                force
                    || isRbac(target)
                        && RbacReconcile.of(target, Optional.of(one)) instanceof Recreate)
            .orElse(false);
    return new ApplyOptions(force, validate, dryRunMode(target, madeAgain), migratesFrom(own));
  }

  private ApplyOptions hookOptions(Manifest object, Manifest target, Hook.Runs hook) {
    ApplyOptions options = options(target, Optional.empty());
    boolean makesRoom =
        hook.deletes(HookDeletePolicy.BEFORE_HOOK_CREATION) && !object.name().isEmpty();
    return new ApplyOptions(
        options.force(), options.validate(), dryRunMode(target, makesRoom), options.migratesFrom());
  }

  private Optional<String> migratesFrom(SyncOptions own) {
    return settings.options().is("ClientSideApplyMigration", "false")
            || own.is("ClientSideApplyMigration", "false")
        ? Optional.empty()
        : Optional.of(settings.migrationManager());
  }

  private DryRunMode dryRunMode(Manifest target, boolean madeAgain) {
    if (!admission.serves(target.gvk())) {
      return DryRunMode.NONE;
    }
    return madeAgain || newNamespaces.contains(target.namespace())
        ? DryRunMode.SCHEMA
        : DryRunMode.SERVER;
  }

  private Optional<String> refusal(SyncTask task) {
    Manifest object = task.object();
    if (!task.isPrune()
        && !admission.serves(object.gvk())
        && !coming.contains(object.gvk().groupKind())
        && !settings.options().on("SkipDryRunOnMissingResource", SyncOptions.of(object))) {
      String namespace = object.namespace().isEmpty() ? "" : object.namespace() + "/";
      return Optional.of(
          "The Kubernetes API could not find %s/%s for requested resource %s%s. Make sure the \"%s\" CRD is installed on the destination cluster."
              .formatted(
                  object.gvk().group(), object.kind(), namespace, object.name(), object.kind()));
    }
    return admission.refusal(object);
  }
}
