package io.tiphys.apiserver.rbac;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The rules that hold for one subject: its own and those of all roles that it has. Any number of
/// threads.
final class SubjectRules {

  static final SubjectRules NONE = new SubjectRules(List.of());

  /// More than there are resources and actions: what callers invent is not kept.
  private static final int MOST_KEPT = 512;

  private final List<CompiledRule> rules;
  private final Map<String, Map<String, ObjectRules>> kept = new ConcurrentHashMap<>();
  private volatile int count;

  SubjectRules(List<CompiledRule> rules) {
    this.rules = List.copyOf(rules);
  }

  List<CompiledRule> rules() {
    return rules;
  }

  boolean allow(String resource, String action, String object) {
    if (rules.isEmpty()) {
      return false;
    }
    // Actions on single objects and their Lua actions come with names in them.
    return action.indexOf('/') >= 0
        ? scan(resource, action, object)
        : about(resource, action).allows(object);
  }

  /// What they say about one resource and action, compiled when it is asked for first.
  ObjectRules about(String resource, String action) {
    var byAction = kept.get(resource);
    var present = byAction == null ? null : byAction.get(action);
    if (present != null) {
      return present;
    }
    var made = compile(resource, action);
    if (count < MOST_KEPT) {
      kept.computeIfAbsent(resource, it -> new ConcurrentHashMap<>()).put(action, made);
      count = kept.values().stream().mapToInt(Map::size).sum();
    }
    return made;
  }

  private ObjectRules compile(String resource, String action) {
    var patterns = new HashMap<Effect, List<TextPattern>>();
    for (CompiledRule rule : rules) {
      if (rule.resource().matches(resource) && rule.action().matches(action)) {
        patterns.computeIfAbsent(rule.rule().effect(), it -> new ArrayList<>()).add(rule.object());
      }
    }
    return new ObjectRules(
        ObjectSet.of(patterns.getOrDefault(Effect.ALLOW, List.of())),
        ObjectSet.of(patterns.getOrDefault(Effect.DENY, List.of())));
  }

  private boolean scan(String resource, String action, String object) {
    boolean isAllowed = false;
    for (int i = 0; i < rules.size(); i++) { // no iterator: this runs for every decision
      CompiledRule rule = rules.get(i);
      if (rule.matches(resource, action, object)) {
        if (rule.rule().effect() == Effect.DENY) {
          return false;
        }
        isAllowed = true;
      }
    }
    return isAllowed;
  }
}
