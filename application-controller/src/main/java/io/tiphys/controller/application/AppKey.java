package io.tiphys.controller.application;

import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;

/// Names an Application.
///
/// @param namespace where its custom resource is
/// @param name of its custom resource
public record AppKey(String namespace, String name) {

  public static AppKey of(Application app) {
    return new AppKey(app.metadata().namespace(), app.metadata().name());
  }

  /// The Application that a mark on a live object names.
  ///
  /// @param instance `guestbook`, or `team-a_guestbook`
  /// @param controlPlaneNamespace where those without a namespace in their name are
  public static AppKey of(String instance, String controlPlaneNamespace) {
    int bar = instance.indexOf('_');
    return bar < 0
        ? new AppKey(controlPlaneNamespace, instance)
        : new AppKey(instance.substring(0, bar), instance.substring(bar + 1));
  }

  /// The sources of an Application: `spec.sources`, or the one of `spec.source`.
  public static List<ApplicationSource> sources(Application app) {
    if (!app.spec().sources().isEmpty()) {
      return app.spec().sources();
    }
    ApplicationSource source = app.spec().source();
    return source == null ? List.of() : List.of(source);
  }

  public AppInstance instance(String controlPlaneNamespace) {
    return AppInstance.of(namespace, name, controlPlaneNamespace);
  }

  /// As an object of the control plane's cluster.
  public ResourceKey object() {
    return new ResourceKey("argoproj.io", "Application", namespace, name);
  }

  /// As logs and messages name it: `argocd/guestbook`.
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
