package io.tiphys.controller.cluster;

import io.tiphys.kube.access.RequestObserver;
import io.tiphys.model.manifest.GroupKind;

/// Is told what goes to and comes from the clusters, for metrics. Must be quick.
public interface Traffic {

  /// Told nothing.
  Traffic NONE =
      new Traffic() {
        @Override
        public RequestObserver requests(String server, String url) {
          return RequestObserver.none();
        }

        @Override
        public void changed(String server, GroupKind kind) {}
      };

  /// Is told of the requests to a cluster that are no Application's.
  ///
  /// @param server the cluster, as Applications name it
  /// @param url where it is reached
  RequestObserver requests(String server, String url);

  /// A watched object of that kind changed.
  void changed(String server, GroupKind kind);
}
