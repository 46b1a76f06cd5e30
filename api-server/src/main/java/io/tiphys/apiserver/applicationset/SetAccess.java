package io.tiphys.apiserver.applicationset;

import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;

/// Finds an ApplicationSet for a caller who may do something to it.
final class SetAccess {

  static final String RESOURCE = "applicationsets";

  private final ApplicationSets sets;

  SetAccess(ApplicationSets sets) {
    this.sets = sets;
  }

  /// @param namespace empty for the control plane's
  /// @throws Refusal PERMISSION_DENIED where ApplicationSets of the namespace do not count
  StoredSet.Key key(String namespace, String name) {
    var key = new StoredSet.Key(namespace.isEmpty() ? sets.home() : namespace, name);
    if (!sets.isEnabled(key.namespace())) {
      throw Refusal.denied("namespace '%s' is not permitted".formatted(key.namespace()));
    }
    return key;
  }

  /// @throws Refusal PERMISSION_DENIED for what is forbidden or not there, NOT_FOUND for those who
  ///   may do it in every project
  StoredSet find(Call call, String action, String namespace, String name) {
    var key = key(namespace, name);
    var found = sets.get(key);
    if (found.isPresent() && allows(call, action, found.get())) {
      return found.get();
    }
    if (found.isEmpty() && allows(call, action, "*", key)) {
      throw Refusal.notFound(
          "error getting ApplicationSet: applicationset.argoproj.io \"%s\" not found"
              .formatted(name));
    }
    throw Refusal.denied();
  }

  boolean allows(Call call, String action, StoredSet set) {
    return allows(call, action, set.project(), set.key());
  }

  boolean allows(Call call, String action, String project, StoredSet.Key key) {
    return call.allows(RESOURCE, action, key.rbacObject(project, sets.home()));
  }

  /// @throws Refusal PERMISSION_DENIED
  void require(Call call, String action, String project, StoredSet.Key key) {
    call.require(RESOURCE, action, key.rbacObject(project, sets.home()));
  }
}
