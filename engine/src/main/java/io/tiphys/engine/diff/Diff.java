package io.tiphys.engine.diff;

import io.tiphys.engine.diff.Overlay.Rules;
import io.tiphys.engine.normalize.ComparedForm;
import io.tiphys.engine.normalize.Sameness;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares one object of a target with the live one.
///
/// See [diff strategies](https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/).
public final class Diff {

  private static final Overlay STRATEGIC = new Overlay(Rules.STRATEGIC);
  private static final Overlay JSON_MERGE = new Overlay(Rules.JSON_MERGE);
  private static final Overlay STRUCTURED = new Overlay(Rules.STRUCTURED);

  private static final List<String> SERVER_WRITTEN = List.of("generation", "resourceVersion");

  private Diff() {}

  /// As a client-side apply sees it. A field that the live object's annotation
  /// `kubectl.kubernetes.io/last-applied-configuration` names and the target does not is to be
  /// removed; without the annotation a field that only the live object has is left alone.
  ///
  /// @param target what Git asks for
  /// @param live the same object in the same API version, as the API server gave it
  /// @param schema what that API server says of the kind
  public static Comparison compare(
      Manifest target, Manifest live, Optional<Schema> schema, DiffRules rules) {
    return compare(LastApplied.of(live), target, live, schema, rules);
  }

  /// The same when somebody took from both versions what does not count, perhaps the annotation
  /// too.
  ///
  /// @param last what was applied last; empty when that is not known
  public static Comparison compare(
      Optional<Manifest> last,
      Manifest target,
      Manifest live,
      Optional<Schema> schema,
      DiffRules rules) {
    boolean strategic = schema.map(Schema::isStrategic).orElse(false);
    return compare(last, target, live, schema, rules, strategic ? STRATEGIC : JSON_MERGE);
  }

  /// As the API server answered to a dry run of a server-side apply.
  ///
  /// @param predicted the object as it would be after the apply
  public static Comparison compareAnswered(
      Manifest predicted, Manifest live, Optional<Schema> schema, DiffRules rules) {
    var form = form(predicted, live, rules);
    var before = form.ofLive(live);
    var after = form.ofLive(predicted);
    for (String written : SERVER_WRITTEN) { // says nothing of a difference
      var value = before.at("metadata", written);
      after =
          value == null
              ? after.without("metadata", written)
              : after.with(value, "metadata", written);
    }
    boolean same =
        Sameness.same(before.content(), after.content(), schema.orElse(Schema.UNKNOWN_KIND));
    return new Comparison(!same, same ? before : after, before);
  }

  /// As a server-side apply sees it: the target's fields laid over the live object by the list and
  /// map types of the schema. What the target does not name is left alone.
  public static Comparison compareStructured(
      Manifest target, Manifest live, Optional<Schema> schema, DiffRules rules) {
    return compare(Optional.empty(), target, live, schema, rules, STRUCTURED);
  }

  private static Comparison compare(
      Optional<Manifest> last,
      Manifest target,
      Manifest live,
      Optional<Schema> schema,
      DiffRules rules,
      Overlay overlay) {
    var form = form(target, live, rules);
    var wanted = form.ofTarget(target);
    var normalized = form.ofLive(live);
    var before = last.map(form::ofLastApplied).map(Manifest::content).orElse(Map.of());
    Map<String, @Nullable Object> predicted =
        overlay.members(
            before,
            wanted.content(),
            normalized.content(),
            schema.orElse(Schema.UNKNOWN_KIND),
            false);
    boolean modified = predicted != normalized.content();
    return new Comparison(modified, modified ? new Manifest(predicted) : normalized, normalized);
  }

  private static ComparedForm form(Manifest target, Manifest live, DiffRules rules) {
    boolean isCrd =
        live.kind().equals("CustomResourceDefinition")
            && live.apiVersion().startsWith("apiextensions.k8s.io/");
    boolean withoutStatus =
        switch (rules.ignoreStatus()) {
          case ALL -> true;
          case CRD -> isCrd;
          case OFF -> false;
        };
    boolean withoutRules =
        rules.ignoreAggregatedRoles()
            && live.kind().equals("ClusterRole")
            && (isPresent(target, "aggregationRule") || isPresent(live, "aggregationRule"));
    return new ComparedForm(withoutStatus, withoutRules, isCrd);
  }

  private static boolean isPresent(Manifest object, String member) {
    return !JsonTree.objectOrEmpty(object.at(member)).isEmpty();
  }
}
