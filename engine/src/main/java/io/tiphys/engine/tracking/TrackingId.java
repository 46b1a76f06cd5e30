package io.tiphys.engine.tracking;

import io.tiphys.model.manifest.ResourceKey;
import java.util.Optional;

/// The value of `argocd.argoproj.io/tracking-id`: `<app>:<group>/<kind>:<namespace>/<name>`.
///
/// @param app the Application's instance name
/// @param object the object that was marked; a cluster-scoped one carries the destination's
///   namespace here
public record TrackingId(AppInstance app, ResourceKey object) {

  /// The name of the annotation.
  public static final String ANNOTATION = "argocd.argoproj.io/tracking-id";

  /// @return empty when the text is no tracking id
  public static Optional<TrackingId> parse(String text) {
    // An instance name holds no colon, but RBAC names do: `app:group/kind:namespace/a:b`.
    String[] parts = text.split(":", 3);
    if (parts.length != 3 || parts[0].isEmpty()) {
      return Optional.empty();
    }
    int kind = parts[1].indexOf('/');
    int name = parts[2].indexOf('/');
    if (kind < 0 || name < 0) {
      return Optional.empty();
    }
    return Optional.of(
        new TrackingId(
            new AppInstance(parts[0]),
            new ResourceKey(
                parts[1].substring(0, kind),
                parts[1].substring(kind + 1),
                parts[2].substring(0, name),
                parts[2].substring(name + 1))));
  }

  /// Whether this id was made for that object. A copy of an object (a Secret that a tool mirrors, a
  /// ReplicaSet that inherits annotations) carries an id of another one and is not managed.
  public boolean references(ResourceKey live) {
    return object.group().equals(live.group())
        && object.kind().equals(live.kind())
        && object.name().equals(live.name())
        && (live.namespace().isEmpty() || object.namespace().equals(live.namespace()));
  }

  /// The same for an object of another name.
  TrackingId of(String name) {
    return new TrackingId(
        app, new ResourceKey(object.group(), object.kind(), object.namespace(), name));
  }

  @Override
  public String toString() {
    return app.name()
        + ":"
        + object.group()
        + "/"
        + object.kind()
        + ":"
        + object.namespace()
        + "/"
        + object.name();
  }
}
