package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// The cluster, by URL or by name, and the namespace that an Application is synced to.
///
/// @param server the cluster's URL; or else `name`
/// @param namespace for objects that name none
/// @param name the cluster's name; or else `server`
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationDestination(String server, String namespace, String name, Unknown unknown)
    implements ApplicationDestinationBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationDestination EMPTY =
      ApplicationDestinationBuilder.builder().build();

  public ApplicationDestination {
    server = Zero.text(server);
    namespace = Zero.text(namespace);
    name = Zero.text(name);
    unknown = Zero.unknown(unknown);
  }
}
