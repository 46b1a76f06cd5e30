package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.application.store.ApplicationStore;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds an Application for a caller who may do something to it. What is not there and what is
/// forbidden are answered alike, unless the caller's rights in the named project allow to know
/// (docs/operator-manual/rbac.md of Argo CD).
public final class ApplicationAccess {

  static final String RESOURCE = "applications";

  private final ApplicationStore store;
  private final String controlPlaneNamespace;

  public ApplicationAccess(ApplicationStore store, String controlPlaneNamespace) {
    this.store = store;
    this.controlPlaneNamespace = controlPlaneNamespace;
  }

  /// Which Application a request means.
  ///
  /// @param namespace empty for the control plane's
  /// @param project that the caller says it is in; empty for not said
  public record Wanted(String name, String namespace, String project) {}

  /// @throws Refusal PERMISSION_DENIED, or NOT_FOUND for those who may know
  StoredApp find(Call call, String action, Wanted wanted) {
    return find(object -> call.allows(RESOURCE, action, object), wanted);
  }

  /// @param isAllowed says it of an Application as policies name it
  /// @throws Refusal PERMISSION_DENIED, or NOT_FOUND for those who may know
  StoredApp find(Predicate<String> isAllowed, Wanted wanted) {
    var name = name(wanted);
    if (!wanted.project().isEmpty() && !isAllowed.test(object(wanted.project(), name))) {
      throw Refusal.denied();
    }
    Optional<StoredApp> found =
        store.isEnabled(name.namespace()) ? store.get(name) : Optional.empty();
    String project = found.map(app -> app.facts().project()).orElse(wanted.project());
    boolean isPermitted = isAllowed.test(object(project, name)); // as long for what is not there
    if (found.isEmpty() || !isPermitted) {
      throw absent(wanted);
    }
    var app = found.get();
    if (!wanted.project().isEmpty() && !app.facts().project().equals(wanted.project())) {
      throw absent(wanted);
    }
    return app;
  }

  /// Who has named a project in which it would be allowed may know that it is not there.
  private static Refusal absent(Wanted wanted) {
    return wanted.project().isEmpty()
        ? Refusal.denied()
        : Refusal.notFound("applications.argoproj.io \"" + wanted.name() + "\" not found");
  }

  AppName name(Wanted wanted) {
    return new AppName(
        wanted.namespace().isEmpty() ? controlPlaneNamespace : wanted.namespace(), wanted.name());
  }

  /// As policies name an Application.
  String object(String project, AppName name) {
    return name.namespace().equals(controlPlaneNamespace)
        ? project + "/" + name.name()
        : project + "/" + name.namespace() + "/" + name.name();
  }

  ApplicationStore store() {
    return store;
  }

  String controlPlaneNamespace() {
    return controlPlaneNamespace;
  }
}
