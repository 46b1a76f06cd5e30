package io.tiphys.apiserver.rbac;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The rules that hold for one subject: its own and those of all roles that it has. They are
/// compiled by resource and by what their lines call the action when they are asked for first. Any
/// number of threads.
final class SubjectRules {

  static final SubjectRules NONE = new SubjectRules(List.of());

  /// More than there are resources and actions: what callers invent is not kept.
  private static final int MOST_KEPT = 512;

  /// What lines with the same action say.
  private record ByAction(TextPattern action, ObjectRules rules) {}

  private final List<CompiledRule> rules;
  private final Map<String, List<ByAction>> resources = new ConcurrentHashMap<>();
  private final Map<String, Map<String, ObjectRules>> kept = new ConcurrentHashMap<>();
  private volatile int count;

  SubjectRules(List<CompiledRule> rules) {
    this.rules = List.copyOf(rules);
  }

  boolean allow(String resource, String action, String object) {
    if (rules.isEmpty()) {
      return false;
    }
    // Actions on single objects and Lua actions have names in them, too many to keep.
    if (action.indexOf('/') < 0) {
      return about(resource, action).allows(object);
    }
    boolean isAllowed = false;
    for (ByAction each : resource(resource)) {
      if (each.action().matches(action)) {
        if (each.rules().denied().contains(object)) {
          return false;
        }
        isAllowed |= each.rules().allowed().contains(object);
      }
    }
    return isAllowed;
  }

  /// What they say about one resource and action.
  ObjectRules about(String resource, String action) {
    var byAction = kept.get(resource);
    var present = byAction == null ? null : byAction.get(action);
    if (present != null) {
      return present;
    }
    var made =
        ObjectRules.of(
            rules.stream()
                .filter(it -> it.resource().matches(resource) && it.action().matches(action))
                .toList());
    if (count < MOST_KEPT) {
      kept.computeIfAbsent(resource, it -> new ConcurrentHashMap<>()).put(action, made);
      count = kept.values().stream().mapToInt(Map::size).sum();
    }
    return made;
  }

  private List<ByAction> resource(String resource) {
    var present = resources.get(resource);
    if (present != null) {
      return present;
    }
    var byAction = new LinkedHashMap<TextPattern, List<CompiledRule>>();
    for (CompiledRule rule : rules) {
      if (rule.resource().matches(resource)) {
        byAction.computeIfAbsent(rule.action(), it -> new ArrayList<>()).add(rule);
      }
    }
    var made = new ArrayList<ByAction>();
    byAction.forEach((action, list) -> made.add(new ByAction(action, ObjectRules.of(list))));
    if (resources.size() < MOST_KEPT) {
      resources.put(resource, made);
    }
    return made;
  }
}
