package io.tiphys.apiserver.rbac;

import java.util.ArrayList;
import java.util.List;

/// What some rules say about objects. What is denied is so whatever else allows it.
record ObjectRules(ObjectSet allowed, ObjectSet denied) {

  static ObjectRules of(List<CompiledRule> rules) {
    var allowed = new ArrayList<TextPattern>();
    var denied = new ArrayList<TextPattern>();
    for (CompiledRule rule : rules) {
      switch (rule.rule().effect()) {
        case ALLOW -> allowed.add(rule.object());
        case DENY -> denied.add(rule.object());
        case NONE -> {}
      }
    }
    return new ObjectRules(ObjectSet.of(allowed), ObjectSet.of(denied));
  }

  boolean allows(String object) {
    return allowed.contains(object) && !denied.contains(object);
  }

  boolean allowAll() {
    return allowed.isEverything() && denied.isEmpty();
  }

  boolean allowNone() {
    return allowed.isEmpty() || denied.isEverything();
  }
}
