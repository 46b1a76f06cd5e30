package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// The service account that syncs to a destination act as.
///
/// @param server a glob of URLs
/// @param namespace a glob
/// @param defaultServiceAccount `name`, or `namespace:name`
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationDestinationServiceAccount(
    @Always String server, String namespace, @Always String defaultServiceAccount, Unknown unknown)
    implements ApplicationDestinationServiceAccountBuilder.With {

  public ApplicationDestinationServiceAccount {
    server = Zero.text(server);
    namespace = Zero.text(namespace);
    defaultServiceAccount = Zero.text(defaultServiceAccount);
    unknown = Zero.unknown(unknown);
  }
}
