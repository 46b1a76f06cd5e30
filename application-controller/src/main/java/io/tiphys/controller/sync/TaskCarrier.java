package io.tiphys.controller.sync;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.Rules;
import io.tiphys.engine.patch.FieldOwnership;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.engine.patch.PatchResult;
import io.tiphys.engine.patch.ThreeWayPatch;
import io.tiphys.engine.sync.ApplyMode;
import io.tiphys.engine.sync.ApplyOptions;
import io.tiphys.engine.sync.DryRunMode;
import io.tiphys.engine.sync.Outcome;
import io.tiphys.engine.sync.PropagationPolicy;
import io.tiphys.engine.sync.RbacReconcile;
import io.tiphys.engine.sync.SyncRequest;
import io.tiphys.engine.sync.SyncStep;
import io.tiphys.engine.sync.SyncTask;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Does one step of a sync in a cluster, or tries it out. Each step bears being done twice: what is
/// there already as it should be is left alone and reported as unchanged.
final class TaskCarrier {

  static final String MANAGER = Rules.MANAGER;

  private static final Duration KIND_PATIENCE = Duration.ofSeconds(20);

  private static final int MIGRATIONS = 5;

  private final Cluster cluster;
  private final boolean isPatient;

  /// @param isPatient whether a cluster that is too busy is waited for
  TaskCarrier(Cluster cluster, boolean isPatient) {
    this.cluster = cluster;
    this.isPatient = isPatient;
  }

  /// Asks the API server what it would do; nothing is written.
  Outcome tryOut(SyncTask task) throws InterruptedException {
    return switch (task.step()) {
      case SyncStep.Apply(var target, var live, var mode, var options) ->
          options.dryRun() == DryRunMode.SERVER
              ? apply(target, live, mode, options, true)
              : new Outcome.Done("");
      case SyncStep.RunHook hook ->
          hook.options().dryRun() == DryRunMode.SERVER
              ? apply(hook.target(), Optional.empty(), hook.mode(), hook.options(), true)
              : new Outcome.Done("");
      case SyncStep.Prune _, SyncStep.Skip _ -> new Outcome.Done("");
    };
  }

  /// Does it.
  Outcome carry(SyncTask task) throws InterruptedException {
    return switch (task.step()) {
      case SyncStep.Apply(var target, var live, var mode, var options) ->
          apply(target, live, mode, options, false);
      case SyncStep.RunHook hook ->
          apply(hook.target(), Optional.empty(), hook.mode(), hook.options(), false);
      case SyncStep.Prune prune -> prune(prune.live(), prune.policy());
      case SyncStep.Skip(var _, var reason) -> new Outcome.Done(reason.message());
    };
  }

  private Outcome apply(
      Manifest target,
      Optional<Manifest> live,
      ApplyMode mode,
      ApplyOptions options,
      boolean dryRun)
      throws InterruptedException {
    Optional<ApiResource> resource = resource(target.gvk(), dryRun);
    if (resource.isEmpty()) {
      return new Outcome.Failed(
          "the server could not find the requested resource %s".formatted(target.gvk()));
    }
    var attempt = new Attempt(resource.get(), target, options, dryRun);
    return cluster.writing(() ->
        switch (mode) {
          case CLIENT_SIDE -> clientSide(attempt, live);
          case RECONCILE_THEN_CLIENT_SIDE -> reconciled(attempt, live);
          case SERVER_SIDE -> serverSide(attempt, live);
          case CREATE -> create(attempt, target);
          case REPLACE -> options.force() ? recreate(attempt, live) : replace(attempt, live);
          case UPDATE -> replace(attempt, live);
        });
  }

  /// A kind whose definition was applied a moment ago is served soon.
  private Optional<ApiResource> resource(GroupVersionKind kind, boolean dryRun)
      throws InterruptedException {
    Optional<ApiResource> known = cluster.resource(kind);
    if (known.isPresent() || dryRun) {
      return known;
    }
    cluster.cache().awaitKind(kind.groupKind(), KIND_PATIENCE);
    return cluster.resource(kind);
  }

  /// One object on its way.
  private record Attempt(
      ApiResource resource, Manifest target, ApplyOptions options, boolean dryRun) {

    Write write() {
      return Write.as(MANAGER)
          .withDryRun(dryRun)
          .withFieldValidation(options.validate() ? "Strict" : "Ignore");
    }

    ResourcePath object() {
      return resource.object(target.namespace(), target.name());
    }

    ResourcePath collection() {
      return resource.collection(target.namespace());
    }

    /// As kubectl prints it: `deployment.apps/web configured`.
    Outcome done(String what) {
      return new Outcome.Done(names() + " " + what);
    }

    /// Such as `deployment.apps/web`.
    String names() {
      String group = target.gvk().group();
      String kind = target.kind().toLowerCase(Locale.ROOT);
      return (group.isEmpty() ? kind : kind + "." + group) + "/" + target.name();
    }
  }

  private Outcome clientSide(Attempt attempt, Optional<Manifest> live) {
    Manifest annotated = LastApplied.annotate(attempt.target());
    if (live.isEmpty()) {
      Answer answer =
          cluster.client().create(attempt.collection(), annotated.toJson(), attempt.write());
      if (answer instanceof Answer.Refused refused
          && refused.reason().equals("AlreadyExists")) { // made meanwhile, or before a kill
        return read(attempt)
            .map(found -> patch(attempt, annotated, found))
            .orElseGet(() -> failure(answer));
      }
      return outcome(attempt, answer, "created");
    }
    return patch(attempt, annotated, live.get());
  }

  /// Roles and bindings, with what `kubectl auth reconcile` prints before `kubectl apply`. Of what
  /// `kubectl auth reconcile` does only a role reference that has changed needs more than an apply:
  /// a binding cannot change it and is made again.
  private Outcome reconciled(Attempt attempt, Optional<Manifest> live) {
    Outcome outcome =
        switch (RbacReconcile.of(attempt.target(), live)) {
          case RbacReconcile.Nothing _, RbacReconcile.Create _, RbacReconcile.Update _ ->
              clientSide(attempt, live);
          case RbacReconcile.Recreate _ -> recreate(attempt, live);
        };
    return switch (outcome) {
      case Outcome.Done(var message) ->
          new Outcome.Done(attempt.names() + " reconciled. " + message);
      case Outcome.Failed _ -> outcome;
    };
  }

  private Outcome patch(Attempt attempt, Manifest annotated, Manifest live) {
    var schema = cluster.schema(attempt.target().gvk());
    return switch (ThreeWayPatch.between(LastApplied.of(live), annotated, live, schema)) {
      case PatchResult.Unchanged() -> attempt.done("unchanged");
      case PatchResult.Patch(var type, var body) -> {
        PatchType patchType =
            switch (type) {
              case STRATEGIC -> PatchType.STRATEGIC;
              case MERGE -> PatchType.MERGE;
            };
        Answer answer = cluster.client().patch(attempt.object(), patchType, body, attempt.write());
        if (answer instanceof Answer.Refused refused && refused.isNotFound()) {
          yield outcome(
              attempt,
              cluster.client().create(attempt.collection(), annotated.toJson(), attempt.write()),
              "created");
        }
        if (answer instanceof Answer.Refused refused
            && attempt.options().force()
            && (refused.code() == 422 || refused.isConflict())) {
          yield recreate(attempt, Optional.of(live));
        }
        yield outcome(attempt, answer, "configured");
      }
    };
  }

  private Outcome serverSide(Attempt attempt, Optional<Manifest> live) {
    Optional<Answer> migrated = attempt.dryRun() ? Optional.empty() : migrated(attempt, live);
    if (migrated.isPresent() && !migrated.get().isOk()) {
      return failure(migrated.get());
    }
    Answer answer =
        cluster
            .client()
            .apply(attempt.object(), attempt.target().toJson(), attempt.write().withForce(true));
    return outcome(attempt, answer, "serverside-applied");
  }

  /// Takes over what a manager of client-side applies has, so that what Git does not have any more
  /// goes
  /// (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#client-side-apply-migration).
  ///
  /// @return the answer to the last try; empty when there is nothing to take over
  private Optional<Answer> migrated(Attempt attempt, Optional<Manifest> live) {
    Optional<String> manager = attempt.options().migratesFrom();
    boolean wasApplied =
        live.map(one -> one.annotation(LastApplied.ANNOTATION).isPresent()).orElse(false);
    if (manager.isEmpty()
        || live.isEmpty()
        || !wasApplied && manager.get().equals(SyncRequest.Settings.DEFAULT_MIGRATION_MANAGER)) {
      return Optional.empty();
    }
    Set<String> from = wasApplied ? Set.of(manager.get(), MANAGER) : Set.of(manager.get());
    Optional<Answer> answer = Optional.empty();
    for (int i = 0; i < MIGRATIONS; i++) { // on the very version; others may write meanwhile
      answer =
          read(attempt)
              .flatMap(found -> FieldOwnership.migration(found, from, MANAGER))
              .map(patch ->
                  cluster
                      .client()
                      .patch(attempt.object(), PatchType.JSON, patch, Write.as(MANAGER)));
      if (!(answer.isPresent()
          && answer.get() instanceof Answer.Refused refused
          && refused.isConflict())) {
        return answer;
      }
    }
    return answer;
  }

  private Outcome create(Attempt attempt, Manifest object) {
    Answer answer = cluster.client().create(attempt.collection(), object.toJson(), attempt.write());
    if (answer instanceof Answer.Refused refused && refused.reason().equals("AlreadyExists")) {
      return replace(attempt, read(attempt));
    }
    return outcome(attempt, answer, "created");
  }

  private Outcome replace(Attempt attempt, Optional<Manifest> live) {
    Manifest object =
        live.map(known ->
                attempt.target().with(known.resourceVersion(), "metadata", "resourceVersion"))
            .orElse(attempt.target());
    Answer answer = cluster.client().replace(attempt.object(), object.toJson(), attempt.write());
    return outcome(attempt, answer, "replaced");
  }

  private Outcome recreate(Attempt attempt, Optional<Manifest> live) {
    if (attempt.dryRun()) {
      return attempt.done("replaced");
    }
    Delete delete = Delete.of(Delete.Propagation.FOREGROUND);
    Answer deleted =
        cluster
            .client()
            .delete(attempt.object(), live.map(one -> delete.onlyUid(one.uid())).orElse(delete));
    boolean wasGone = deleted instanceof Answer.Refused refused && refused.isNotFound();
    if (!deleted.isOk() && !wasGone) {
      return failure(deleted);
    }
    for (int i = 0; i < 100 && read(attempt).isPresent(); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome.Failed("interrupted while the old object goes");
      }
    }
    Manifest annotated = LastApplied.annotate(attempt.target());
    return outcome(
        attempt,
        cluster.client().create(attempt.collection(), annotated.toJson(), attempt.write()),
        "replaced");
  }

  private Outcome prune(Manifest live, PropagationPolicy policy) throws InterruptedException {
    Optional<ApiResource> resource = cluster.resource(live.gvk());
    if (resource.isEmpty()) {
      return new Outcome.Done("pruned"); // its kind is gone, and it with it
    }
    Delete delete = Delete.of(propagation(policy)).onlyUid(live.uid());
    Answer answer =
        cluster.writing(() ->
            cluster.client().delete(resource.get().object(live.namespace(), live.name()), delete));
    return switch (answer) {
      case Answer.Ok(var _, var body) -> {
        // else the comparison that follows may see it still, and have it pruned once more
        cluster.cache().observeDeletion(resource.get(), live.key(), live.uid(), body);
        yield new Outcome.Done("pruned");
      }
      case Answer.Refused refused when refused.isNotFound() -> {
        // a first answer may have been lost on the way; the second attempt finds nothing
        cluster.cache().observeGone(resource.get(), live.key(), live.uid());
        yield new Outcome.Done("pruned");
      }
      case Answer.Refused _, Answer.Unreachable _ -> failure(answer);
    };
  }

  static Delete.Propagation propagation(PropagationPolicy policy) {
    return switch (policy) {
      case FOREGROUND -> Delete.Propagation.FOREGROUND;
      case BACKGROUND -> Delete.Propagation.BACKGROUND;
      case ORPHAN -> Delete.Propagation.ORPHAN;
    };
  }

  private Optional<Manifest> read(Attempt attempt) {
    return cluster.client().get(attempt.object()) instanceof Answer.Ok(var _, var body)
        ? Optional.of(Manifest.parse(body))
        : Optional.empty();
  }

  private Outcome outcome(Attempt attempt, Answer answer, String what) {
    if (answer instanceof Answer.Ok(var _, var body)) {
      if (!attempt.dryRun()) {
        cluster.cache().observe(attempt.resource(), body);
      }
      return attempt.done(what);
    }
    return failure(answer);
  }

  private Outcome failure(Answer answer) {
    UnreachableException.throwIfNotNow(answer, isPatient);
    return new Outcome.Failed(answer.problem());
  }
}
