package io.tiphys.apiserver.operation;

import java.util.function.Predicate;

/// What one caller may do by the policy of one moment
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/rbac/). Decides without I/O.
public interface Rights {

  /// @param resource such as `applications`
  /// @param action such as `get`, or `action/apps/Deployment/restart`
  /// @param object such as `default/guestbook`
  boolean allow(String resource, String action, String object);

  /// The objects that an action is allowed on, for lists and streams: made once, asked often.
  Predicate<String> objects(String resource, String action);
}
