package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// A port of a load balancer.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record PortStatus(
    @Always long port, @Always String protocol, @Nullable String error, Unknown unknown)
    implements PortStatusBuilder.With {

  public PortStatus {
    protocol = Zero.text(protocol);
    unknown = Zero.unknown(unknown);
  }
}
