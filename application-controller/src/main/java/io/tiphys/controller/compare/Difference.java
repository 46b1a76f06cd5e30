package io.tiphys.controller.compare;

import io.tiphys.engine.diff.Comparison;
import io.tiphys.engine.diff.FieldChange;
import io.tiphys.engine.diff.SecretMask;
import io.tiphys.engine.ignore.IgnoreRules;
import io.tiphys.engine.ownership.ManagedFields;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one object stands to Git, as people look at it: its states as JSON texts, `null` where there
/// is none, without the values of Secrets.
///
/// @param target what Git asks for
/// @param live what is there
/// @param normalizedLive the same without what is not compared
/// @param predictedLive what would be there after a sync
/// @param modified whether a sync would change something
/// @param resourceVersion of the live object; empty for none
/// @param fields those that differ, without what is in them
public record Difference(
    String target,
    String live,
    String normalizedLive,
    String predictedLive,
    boolean modified,
    String resourceVersion,
    List<FieldChange> fields) {

  private static final String NONE = "null";

  /// Another text whenever the difference is another one; nothing is read for it.
  ///
  /// @param target null when Git does not ask for the object
  public static String stamp(
      @Nullable TargetObject target, Optional<LiveObject> live, Rules rules) {
    return String.join(
        "|",
        target == null ? "" : target.digest().toString(),
        live.map(one -> one.uid() + "@" + one.resourceVersion()).orElse(""),
        rules.digest());
  }

  /// @param target null when Git does not ask for the object
  /// @param live empty when it is not there
  public static Difference of(
      @Nullable TargetObject target,
      Optional<LiveObject> live,
      Rules rules,
      LiveView cluster,
      SecretMask mask) {
    Manifest wanted = target == null ? null : target.manifest();
    Manifest found = live.flatMap(one -> read(one, target, cluster)).orElse(null);
    if (wanted == null || found == null || live.isEmpty()) {
      return oneSided(wanted, found, mask);
    }
    Comparison comparison;
    try {
      comparison = rules.compare(wanted, found, live.get(), cluster).comparison();
    } catch (ComparisonFailedException e) { // the API server was to be asked: shown without it
      comparison = withoutAsking(rules).compare(wanted, found, live.get(), cluster).comparison();
    }
    // together, so that equal values are seen to be equal
    List<Manifest> masked =
        mask.mask(
            List.of(
                wanted,
                found,
                shown(comparison.normalizedLive()),
                shown(comparison.predictedLive())));
    return new Difference(
        text(masked.get(0)),
        text(masked.get(1)),
        text(masked.get(2)),
        text(masked.get(3)),
        comparison.modified(),
        found.resourceVersion(),
        fields(comparison, live.get(), wanted, rules, cluster));
  }

  /// The fields that differ as clients get them; empty when none does.
  public String fieldsAsJson() {
    return fields.isEmpty()
        ? ""
        : JsonTree.writeString(fields.stream().map(FieldChange::asTree).toList());
  }

  private static Rules withoutAsking(Rules rules) {
    return new Rules(
        rules.diff(),
        Rules.Method.STRUCTURED,
        rules.known(),
        IgnoreRules.NONE,
        IgnoreRules.NO_DEADLINE);
  }

  /// The fields in which a live object differs, with who wrote them; none when it cannot be said.
  public static List<FieldChange> fields(
      TargetObject target, LiveObject live, Rules rules, LiveView cluster) {
    try {
      Manifest wanted = target.manifest();
      Optional<Manifest> found = cluster.read(live, target.gvk());
      return found.isEmpty()
          ? List.of()
          : fields(
              rules.compare(wanted, found.get(), live, cluster).comparison(),
              live,
              wanted,
              rules,
              cluster);
    } catch (ComparisonFailedException unknown) {
      return List.of();
    }
  }

  /// Who wrote what differs: what nobody can say is left out.
  private static List<FieldChange> fields(
      Comparison comparison, LiveObject live, Manifest wanted, Rules rules, LiveView cluster) {
    if (!comparison.modified()) {
      return List.of();
    }
    ManagedFields owners = ManagedFields.NONE;
    try {
      owners = ManagedFields.of(cluster.withOwners(live, wanted.gvk()));
    } catch (ComparisonFailedException unknown) {
      // it is gone, or the cluster is: the fields are named all the same
    }
    return FieldChange.of(comparison, rules.schema(wanted.gvk(), cluster), owners);
  }

  private static Difference oneSided(
      @Nullable Manifest wanted, @Nullable Manifest found, SecretMask mask) {
    var versions = new ArrayList<Manifest>();
    if (wanted != null) {
      versions.add(wanted);
    }
    if (found != null) {
      versions.add(found);
    }
    List<Manifest> masked = mask.mask(versions);
    String target = wanted == null ? NONE : text(masked.getFirst());
    String live = found == null ? NONE : text(masked.getLast());
    return new Difference(
        target,
        live,
        found == null ? NONE : text(shown(masked.getLast())),
        target,
        wanted != null,
        found == null ? "" : found.resourceVersion(),
        List.of());
  }

  /// As in the original, when an object was made is never a difference: `argocd app diff` lays the
  /// target over this by itself.
  private static Manifest shown(Manifest object) {
    return object.without("metadata", "creationTimestamp");
  }

  private static Optional<Manifest> read(
      LiveObject live, @Nullable TargetObject target, LiveView cluster) {
    var own = GroupVersionKind.of(live.apiVersion(), live.key().kind());
    try {
      return cluster.read(live, target == null ? own : target.gvk());
    } catch (ComparisonFailedException e) {
      return live.isWhole() ? Optional.of(live.manifest()) : Optional.empty();
    }
  }

  private static String text(Manifest object) {
    return new String(object.toJson(), StandardCharsets.UTF_8);
  }
}
