package io.tiphys.apiserver;

import io.tiphys.apiserver.cluster.ClusterInfos;
import io.tiphys.exchange.cluster.ClusterInfoReader;
import io.tiphys.exchange.cluster.ClusterInfoWriter;
import io.tiphys.model.cluster.ClusterInfo;
import io.tiphys.trust.seal.SealedCache;
import java.time.InstantSource;
import java.util.Optional;

/// What is told of clusters through Redis.
record SharedClusterInfos(ClusterInfoReader reader, ClusterInfoWriter writer)
    implements ClusterInfos {

  SharedClusterInfos(SealedCache cache, InstantSource clock) {
    this(new ClusterInfoReader(cache), new ClusterInfoWriter(cache, clock));
  }

  @Override
  public Optional<ClusterInfo> of(String server) {
    return reader.of(server);
  }

  @Override
  public void reached(String server, ClusterInfo info) {
    writer.write(server, info);
    writer.forget(); // the controller writes the same entry, too
  }
}
