package io.tiphys.engine.target;

import io.tiphys.engine.hook.Hook;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Makes targets of what was rendered.
public final class Targets {

  private Targets() {}

  /// @param rendered the manifests in their order, marked by
  ///   [io.tiphys.engine.tracking.Tracking#mark]
  /// @param destinationNamespace where namespaced objects go that name no namespace; may be empty
  /// @param scopes the destination cluster's kinds; a CustomResourceDefinition among the rendered
  ///   manifests answers for a kind that the cluster does not know yet
  public static TargetSet of(
      List<Manifest> rendered, String destinationNamespace, Function<GroupKind, Scope> scopes) {
    Map<GroupKind, Scope> coming = scopesOfDefinitions(rendered);
    var byKey = new LinkedHashMap<ResourceKey, Manifest>();
    var times = new HashMap<ResourceKey, Integer>();
    var missing = new ArrayList<TargetCondition>();
    for (int i = 0; i < rendered.size(); i++) {
      Manifest object = rendered.get(i);
      Scope scope = scopes.apply(object.gvk().groupKind());
      if (scope == Scope.UNKNOWN) {
        scope = coming.getOrDefault(object.gvk().groupKind(), Scope.UNKNOWN);
      }
      object = place(object, scope, destinationNamespace);
      if (scope == Scope.NAMESPACED && object.namespace().isEmpty()) {
        missing.add(
            new TargetCondition(
                "InvalidSpecError",
                "Namespace for "
                    + object.name()
                    + " "
                    + asGoWrites(object.gvk())
                    + " is missing."));
      }
      ResourceKey key = object.key();
      if (key.name().isEmpty()) {
        String generated =
            object.text("metadata", "generateName") + i; // each is an object of its own
        key = new ResourceKey(key.group(), key.kind(), key.namespace(), generated);
      }
      byKey.put(key, object);
      times.merge(key, 1, Integer::sum);
    }
    return sorted(byKey, times, missing);
  }

  private static String asGoWrites(GroupVersionKind kind) {
    return kind.group() + "/" + kind.version() + ", Kind=" + kind.kind();
  }

  private static TargetSet sorted(
      Map<ResourceKey, Manifest> byKey,
      Map<ResourceKey, Integer> times,
      List<TargetCondition> missing) {
    var targets = new ArrayList<Manifest>();
    var hooks = new ArrayList<Manifest>();
    var ignored = new ArrayList<Manifest>();
    var conditions = new ArrayList<TargetCondition>();
    byKey.forEach((key, object) -> {
      switch (Hook.of(object)) {
        case Hook.None() -> targets.add(object);
        case Hook.Ignored() -> ignored.add(object);
        case Hook.Runs(var _, var _) -> hooks.add(object);
      }
      int count = times.getOrDefault(key, 1);
      if (count > 1) {
        conditions.add(
            new TargetCondition(
                "RepeatedResourceWarning",
                "Resource " + key + " appeared " + count + " times among application resources."));
      }
    });
    conditions.addAll(missing);
    return new TargetSet(targets, hooks, ignored, conditions);
  }

  private static Manifest place(Manifest object, Scope scope, String destinationNamespace) {
    return switch (scope) {
      case CLUSTER -> object.without("metadata", "namespace");
      case NAMESPACED, UNKNOWN ->
          object.namespace().isEmpty() && !destinationNamespace.isEmpty()
              ? object.with(destinationNamespace, "metadata", "namespace")
              : object;
    };
  }

  private static Map<GroupKind, Scope> scopesOfDefinitions(List<Manifest> rendered) {
    var scopes = new HashMap<GroupKind, Scope>();
    for (Manifest object : rendered) {
      if (object.kind().equals("CustomResourceDefinition")
          && object.gvk().group().equals("apiextensions.k8s.io")) {
        scopes.put(
            new GroupKind(object.text("spec", "group"), object.text("spec", "names", "kind")),
            object.text("spec", "scope").equals("Cluster") ? Scope.CLUSTER : Scope.NAMESPACED);
      }
    }
    return scopes;
  }
}
