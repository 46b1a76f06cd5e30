package io.tiphys.engine.action;

import io.tiphys.engine.action.ActionResult.Change;
import io.tiphys.engine.lua.LuaLimits;
import io.tiphys.engine.lua.LuaResult;
import io.tiphys.engine.lua.LuaScript;
import io.tiphys.engine.lua.LuaSyntaxException;
import io.tiphys.engine.override.KindOverrides;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The scripts for the actions of one kind.
///
/// @param definitions the script of each action
record ActionScripts(
    String discovery,
    Map<String, String> definitions,
    boolean mergesBuiltIn,
    boolean openLibraries) {

  ActionScripts {
    definitions = Map.copyOf(definitions);
  }

  /// @throws IllegalArgumentException when the YAML cannot be read
  static ActionScripts of(KindOverrides.Scripts scripts) {
    List<@Nullable Object> documents;
    try {
      documents = YamlTree.parseAll("actions", scripts.actions(), YamlLimits.DEFAULT);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("the actions cannot be read: " + e.getMessage(), e);
    }
    var all = JsonTree.objectOrEmpty(documents.isEmpty() ? null : documents.getFirst());
    var definitions = new HashMap<String, String>();
    for (Object definition : JsonTree.listOrEmpty(all.get("definitions"))) {
      var members = JsonTree.objectOrEmpty(definition);
      if (members.get("name") instanceof String name
          && members.get("action.lua") instanceof String script) {
        definitions.putIfAbsent(name, script);
      }
    }
    return new ActionScripts(
        all.get("discovery.lua") instanceof String script ? script : "return {}",
        definitions,
        Boolean.TRUE.equals(all.get("mergeBuiltinActions")),
        scripts.openLibraries());
  }

  boolean has(String action) {
    return definitions.containsKey(action);
  }

  LuaResult discover(Manifest live, LuaLimits limits) {
    return run("discovery.lua", discovery, Map.of("obj", live.content()), limits);
  }

  private LuaResult run(String chunk, String script, Map<String, ?> globals, LuaLimits limits) {
    try {
      return LuaScript.parse(chunk, script).run(globals, openLibraries, limits);
    } catch (LuaSyntaxException e) {
      return new LuaResult.Failed(String.valueOf(e.getMessage()));
    }
  }

  ActionResult run(Manifest live, String name, Map<String, String> params, LuaLimits limits) {
    String script = definitions.getOrDefault(name, "");
    var globals = Map.of("obj", live.content(), "actionParams", params);
    return switch (run("action.lua", script, globals, limits)) {
      case LuaResult.Failed(var message) -> new ActionResult.Failed(message);
      case LuaResult.Returned(var type, var tree) ->
          switch (tree) {
            case Map<?, ?> object -> patch(live, JsonTree.object(object));
            case List<?> list -> changes(live, list);
            case null, default ->
                new ActionResult.Failed("expect table output from Lua script, not " + type);
          };
    };
  }

  private static ActionResult patch(Manifest live, Map<String, @Nullable Object> object) {
    Manifest wanted = new Manifest(object(object, live.content()));
    return wanted.key().equals(live.key())
        ? ActionResult.patch(wanted)
        : new ActionResult.Failed("only the object itself can be patched, not " + wanted.key());
  }

  private static ActionResult changes(Manifest live, List<?> list) {
    var changes = new ArrayList<Change>();
    for (Object item : list) {
      var members = JsonTree.objectOrEmpty(item);
      var resource = JsonTree.objectOrEmpty(members.get("resource"));
      String operation = String.valueOf(members.get("operation"));
      switch (operation) {
        case "create" -> changes.add(new Change.Create(new Manifest(resource)));
        case "patch" -> {
          ActionResult patched = patch(live, resource);
          if (!(patched instanceof ActionResult.Changes(var one))) {
            return patched;
          }
          changes.addAll(one);
        }
        default -> {
          return new ActionResult.Failed("unsupported operation: " + operation);
        }
      }
    }
    return new ActionResult.Changes(changes);
  }

  /// An empty table of a script may be a list or an object: where there was an object, it is one.
  private static Map<String, @Nullable Object> object(
      Map<String, @Nullable Object> made, Map<String, @Nullable Object> before) {
    var cleaned = new LinkedHashMap<String, @Nullable Object>();
    made.forEach((name, value) -> cleaned.put(name, value(value, before.get(name))));
    return cleaned;
  }

  private static @Nullable Object value(@Nullable Object made, @Nullable Object before) {
    if (made instanceof Map<?, ?> map) {
      return object(JsonTree.object(map), JsonTree.objectOrEmpty(before));
    }
    if (made instanceof List<?> list) {
      if (list.isEmpty() && before instanceof Map<?, ?>) {
        return Map.of();
      }
      var earlier = JsonTree.listOrEmpty(before);
      var items = new ArrayList<@Nullable Object>();
      for (int i = 0; i < list.size(); i++) {
        items.add(value(list.get(i), i < earlier.size() ? earlier.get(i) : null));
      }
      return items;
    }
    return made;
  }
}
