package io.tiphys.controller.compare;

import io.tiphys.engine.diff.Comparison;
import io.tiphys.engine.diff.Diff;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.diff.OwnChanges;
import io.tiphys.engine.ignore.IgnoreRules;
import io.tiphys.engine.ownership.ManagedFields;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.engine.schema.KnownFields;
import io.tiphys.engine.schema.Schema;
import io.tiphys.engine.sync.RespectedFields;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/// How the objects of an Application are compared.
///
/// @param diff of the installation
/// @param method who says what an apply would do
/// @param known which fields of custom kinds hold what built-in types hold
/// @param ignored what does not count
/// @param deadline when a jq expression has to stop
public record Rules(
    DiffRules diff,
    Method method,
    KnownFields known,
    IgnoreRules ignored,
    IgnoreRules.Deadline deadline) {

  /// As Argo CD names itself in `managedFields`.
  public static final String MANAGER = "argocd-controller";

  /// Who says what an apply would do
  /// (https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/).
  public enum Method {
    /// We, with what was applied last.
    THREE_WAY,
    /// We, as a server-side apply does it: `ServerSideApply=true`.
    STRUCTURED,
    /// The API server, by a dry run: `ServerSideDiff=true`.
    SERVER_SIDE,
    /// The same, with what webhooks add on the way: `IncludeMutationWebhook=true`.
    SERVER_SIDE_WITH_WEBHOOKS
  }

  /// An answer.
  ///
  /// @param problems rules that were given up while they ran
  public record Answer(Comparison comparison, List<IgnoreRules.Problem> problems) {}

  /// Rules that ignore nothing.
  public static Rules of(DiffRules diff, Method method) {
    return new Rules(diff, method, KnownFields.DEFAULT, IgnoreRules.NONE, IgnoreRules.NO_DEADLINE);
  }

  String digest() {
    return diff.digest() + "+" + method.name() + "+" + ignored.digest() + known.digest();
  }

  /// What is known of a kind's fields.
  Optional<Schema> schema(GroupVersionKind kind, LiveView cluster) {
    return known.in(kind.groupKind(), cluster.schema(kind));
  }

  /// @param target what Git asks for
  /// @param live in the target's version
  /// @param cached the same as the cache has it
  /// @throws ComparisonFailedException when the API server has to be asked and cannot be
  Answer compare(Manifest target, Manifest live, LiveObject cached, LiveView cluster) {
    Optional<Schema> schema = schema(target.gvk(), cluster);
    return switch (method) {
      case THREE_WAY -> {
        var left = left(target, live, cached, cluster);
        yield new Answer(
            Diff.compare(LastApplied.of(live), left.target(), left.live(), schema, diff),
            left.problems());
      }
      case STRUCTURED -> {
        var left = left(target, live, cached, cluster);
        yield new Answer(
            Diff.compareStructured(left.target(), left.live(), schema, diff), left.problems());
      }
      case SERVER_SIDE, SERVER_SIDE_WITH_WEBHOOKS -> {
        Manifest owned = cluster.withOwners(cached, target.gvk());
        Manifest answered = cluster.tryOut(target, MANAGER);
        Manifest predicted =
            method == Method.SERVER_SIDE
                ? OwnChanges.of(MANAGER, answered, owned, schema)
                : answered;
        var left = ignored.apply(predicted, owned, ManagedFields.of(owned), deadline);
        yield new Answer(
            Diff.compareAnswered(left.target(), left.live(), schema, diff), left.problems());
      }
    };
  }

  /// What a sync applies when it is to leave alone what does not count
  /// (`RespectIgnoreDifferences=true`).
  ///
  /// @throws ComparisonFailedException when the API server has to be asked and cannot be
  public Manifest respecting(Manifest target, Manifest live, LiveObject cached, LiveView cluster) {
    if (!ignored.concern(live)) {
      return target;
    }
    var left = left(target, live, cached, cluster);
    return RespectedFields.of(left.target(), left.live(), live);
  }

  private IgnoreRules.Left left(
      Manifest target, Manifest live, LiveObject cached, LiveView cluster) {
    ManagedFields fields =
        ignored.managersOf(live).isEmpty()
            ? ManagedFields.NONE
            : ManagedFields.of(cluster.withOwners(cached, target.gvk()));
    return ignored.apply(target, live, fields, deadline);
  }
}
