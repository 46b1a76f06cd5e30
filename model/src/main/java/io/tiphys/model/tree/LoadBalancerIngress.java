package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a load balancer takes traffic.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record LoadBalancerIngress(
    String ip, String hostname, @Nullable String ipMode, List<PortStatus> ports, Unknown unknown)
    implements LoadBalancerIngressBuilder.With {

  public LoadBalancerIngress {
    ip = Zero.text(ip);
    hostname = Zero.text(hostname);
    ports = Zero.list(ports);
    unknown = Zero.unknown(unknown);
  }
}
