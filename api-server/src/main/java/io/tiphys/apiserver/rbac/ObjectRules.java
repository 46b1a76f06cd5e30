package io.tiphys.apiserver.rbac;

/// What a subject's rules say about the objects of one resource and one action. What is denied is
/// so whatever else allows it.
record ObjectRules(ObjectSet allowed, ObjectSet denied) {

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
