package io.tiphys.controller.compare;

import io.tiphys.engine.target.Scope;
import io.tiphys.engine.target.TargetCondition;
import io.tiphys.engine.target.TargetSet;
import io.tiphys.engine.target.Targets;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// The targets of one Application by their keys.
///
/// @param objects targets, hooks and ignored ones, in the order in which they were rendered
/// @param conditions what is wrong with them
public record TargetIndex(
    Map<ResourceKey, TargetObject> objects, List<TargetCondition> conditions) {

  /// Says where objects go and how they are marked.
  ///
  /// @param tracking of the installation
  /// @param app the Application's name in marks
  /// @param namespace of the destination
  /// @param excluded the kinds that the administrator keeps out (`resource.exclusions`)
  public record Placing(
      Tracking tracking, AppInstance app, String namespace, Predicate<GroupKind> excluded) {}

  /// @param rendered one JSON object each
  /// @param scopes of the destination cluster's kinds
  public static TargetIndex of(
      List<String> rendered, Placing placing, Function<GroupKind, Scope> scopes) {
    var marked = new ArrayList<Manifest>(rendered.size());
    var conditions = new ArrayList<TargetCondition>();
    for (String json : rendered) {
      Manifest manifest = Manifest.parse(json.getBytes(StandardCharsets.UTF_8));
      GroupKind kind = manifest.gvk().groupKind();
      if (placing.excluded().test(kind)) {
        conditions.add(excluded(kind, manifest));
        continue;
      }
      marked.add(placing.tracking().mark(manifest, placing.app(), placing.namespace()));
    }
    TargetSet set = Targets.of(marked, placing.namespace(), scopes);
    var objects = new LinkedHashMap<ResourceKey, TargetObject>();
    int nameless = 0;
    for (List<Manifest> part : List.of(set.targets(), set.hooks(), set.ignored())) {
      for (Manifest target : part) {
        TargetObject object = TargetObject.of(target);
        ResourceKey key = object.key();
        if (key.name().isEmpty()) { // a hook whose name is made when it runs
          key = new ResourceKey(key.group(), key.kind(), key.namespace(), "\0" + nameless++);
        }
        objects.put(key, object);
      }
    }
    conditions.addAll(set.conditions());
    return new TargetIndex(objects, List.copyOf(conditions));
  }

  // Tools match this text.
  private static TargetCondition excluded(GroupKind kind, Manifest manifest) {
    return new TargetCondition(
        "ExcludedResourceWarning",
        "Resource %s/%s %s is excluded in the settings"
            .formatted(kind.group(), kind.kind(), manifest.name()));
  }

  /// Those that are kept in sync, and so compared.
  public List<TargetObject> compared() {
    return objects.values().stream()
        .filter(object -> !object.isHook() && !object.isIgnored())
        .toList();
  }

  /// Those that run in phases.
  public List<TargetObject> hooks() {
    return objects.values().stream().filter(TargetObject::isHook).toList();
  }
}
