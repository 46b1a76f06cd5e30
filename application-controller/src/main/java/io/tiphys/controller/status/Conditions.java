package io.tiphys.controller.status;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationCondition;
import io.tiphys.model.application.ApplicationConditionBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The conditions of an Application: what is wrong with it. The types are Argo CD's
/// (`pkg/apis/application/v1alpha1`).
public final class Conditions {

  public static final String DELETION_ERROR = "DeletionError";
  public static final String INVALID_SPEC = "InvalidSpecError";
  public static final String COMPARISON_ERROR = "ComparisonError";
  public static final String SYNC_ERROR = "SyncError";
  public static final String UNKNOWN_ERROR = "UnknownError";
  public static final String SHARED_RESOURCE = "SharedResourceWarning";
  public static final String REPEATED_RESOURCE = "RepeatedResourceWarning";
  public static final String EXCLUDED_RESOURCE = "ExcludedResourceWarning";
  public static final String ORPHANED_RESOURCE = "OrphanedResourceWarning";

  /// Of our own: somebody writes a field again after each sync.
  public static final String REWRITTEN_FIELD = "RewrittenFieldWarning";

  /// Of our own: not all that is to be said of its objects is in the status.
  public static final String STATUS_TOO_LARGE = "StatusTooLargeWarning";

  /// Automated sync is held; ours. Clients take a type that ends neither with `Error` nor with
  /// `Warning` for mere information.
  public static final String AUTO_SYNC_HOLD = "AutoSyncHold";

  /// It waits for other Applications; ours.
  public static final String DEPENDENCY_WAIT = "DependencyWait";

  /// What it depends on cannot be waited for; ours.
  public static final String DEPENDENCY_ERROR = "DependencyError";

  /// The types that a comparison finds anew each time: those it does not find are over.
  public static final Set<String> OF_COMPARISON =
      Set.of(
          INVALID_SPEC,
          COMPARISON_ERROR,
          UNKNOWN_ERROR,
          SHARED_RESOURCE,
          REPEATED_RESOURCE,
          EXCLUDED_RESOURCE,
          ORPHANED_RESOURCE,
          REWRITTEN_FIELD,
          STATUS_TOO_LARGE);

  /// One finding.
  public record Finding(String type, String message) {}

  private Conditions() {}

  /// Says all that is to be said of these types.
  ///
  /// @param types what the findings may be about
  public static Application say(
      Application app, Set<String> types, List<Finding> findings, Instant now) {
    return app.withStatus(
        app.status().withConditions(update(app.status().conditions(), types, findings, now)));
  }

  /// Replaces the conditions of some types by what was found now. A condition that was there with
  /// the same text keeps its time.
  ///
  /// @param before as they stand in the status
  /// @param evaluated the types that the findings are about
  public static List<ApplicationCondition> update(
      List<ApplicationCondition> before,
      Set<String> evaluated,
      List<Finding> findings,
      Instant now) {
    var after = new ArrayList<ApplicationCondition>();
    for (ApplicationCondition condition : before) {
      if (!evaluated.contains(condition.type())) {
        after.add(condition);
      }
    }
    var seen = new HashSet<Finding>();
    for (Finding finding : findings) {
      if (!seen.add(finding)) {
        continue;
      }
      after.add(
          before.stream()
              .filter(known ->
                  known.type().equals(finding.type()) && known.message().equals(finding.message()))
              .findFirst()
              .orElseGet(() ->
                  ApplicationConditionBuilder.builder()
                      .type(finding.type())
                      .message(finding.message())
                      .lastTransitionTime(now)
                      .build()));
    }
    return after;
  }
}
