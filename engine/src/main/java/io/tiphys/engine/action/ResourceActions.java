package io.tiphys.engine.action;

import io.tiphys.engine.lua.LuaLimits;
import io.tiphys.engine.lua.LuaResult;
import io.tiphys.engine.override.KindOverrides;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.override.ResourceAction;
import io.tiphys.model.override.ResourceActionParam;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The actions of an installation: those of its scripts, and those that come with Tiphys where it
/// has no scripts for a kind, or says `mergeBuiltinActions`
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/resource_actions/).
public final class ResourceActions {

  private final KindOverrides overrides;
  private final Supplier<LuaLimits> limits;

  /// @param limits asked before each run of a script; its time is that of built-in actions, too
  public ResourceActions(KindOverrides overrides, Supplier<LuaLimits> limits) {
    this.overrides = overrides;
    this.limits = limits;
  }

  /// What can be done to an object now.
  public ActionList discover(Manifest live) {
    var found = new TreeMap<String, ResourceAction>();
    Optional<ActionScripts> scripts;
    try {
      scripts = scripts(live);
    } catch (IllegalArgumentException e) {
      return new ActionList.Failed(String.valueOf(e.getMessage()));
    }
    if (scripts.isPresent()) {
      switch (scripts.get().discover(live, limits.get())) {
        case LuaResult.Failed(var message) -> {
          return new ActionList.Failed(message);
        }
        case LuaResult.Returned(var type, var tree) -> {
          if (!type.equals("table")) {
            return new ActionList.Failed("expect table output from Lua script, not " + type);
          }
          JsonTree.objectOrEmpty(tree)
              .forEach((name, value) -> found.put(name, action(name, value)));
        }
      }
    }
    if (scripts.map(ActionScripts::mergesBuiltIn).orElse(true)) {
      BuiltInActions.of(live.gvk().groupKind()).stream()
          .filter(action -> action.isOffered().test(live))
          .forEach(action -> found.putIfAbsent(action.name(), action.offer(live)));
    }
    return new ActionList.Found(List.copyOf(found.values()));
  }

  private static ResourceAction action(String name, @Nullable Object value) {
    var members = JsonTree.objectOrEmpty(value);
    return new ResourceAction(
        name,
        JsonTree.listOrEmpty(members.get("params")).stream()
            .map(param -> JsonTree.objectOrEmpty(param).get("name"))
            .filter(String.class::isInstance)
            .map(param -> new ResourceActionParam((String) param, Unknown.NONE))
            .toList(),
        Boolean.TRUE.equals(members.get("disabled")),
        members.get("iconClass") instanceof String icon ? icon : "",
        members.get("displayName") instanceof String shown ? shown : "",
        Unknown.NONE);
  }

  /// What an action would do to an object.
  ///
  /// @param name of the action
  /// @param params by name
  public ActionResult run(Manifest live, String name, Map<String, String> params) {
    try {
      var scripts = scripts(live);
      if (scripts.isPresent() && scripts.get().has(name)) {
        return scripts.get().run(live, name, params, limits.get());
      }
      if (scripts.isPresent() && !scripts.get().mergesBuiltIn()) {
        return new ActionResult.NotFound();
      }
    } catch (IllegalArgumentException e) {
      return new ActionResult.Failed(String.valueOf(e.getMessage()));
    }
    return BuiltInActions.of(live.gvk().groupKind()).stream()
        .filter(action -> action.name().equals(name))
        .findFirst()
        .map(action -> action.deed().on(live, params, limits.get().now()))
        .orElse(new ActionResult.NotFound());
  }

  private Optional<ActionScripts> scripts(Manifest live) {
    return overrides
        .of(live.gvk().groupKind(), scripts -> !scripts.actions().isEmpty())
        .map(ActionScripts::of);
  }
}
