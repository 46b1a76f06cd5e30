package io.tiphys.apiserver.rbac;

/// A rule with its patterns ready.
record CompiledRule(
    PolicyLine.Rule rule, TextPattern resource, TextPattern action, TextPattern object) {

  boolean matches(String wantedResource, String wantedAction, String wantedObject) {
    return resource.matches(wantedResource)
        && action.matches(wantedAction)
        && object.matches(wantedObject);
  }
}
