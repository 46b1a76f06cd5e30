package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.kube.access.RequestObserver;
import io.tiphys.model.application.Application;
import java.time.Duration;
import java.util.List;

/// Is told what the turns of Applications did, for whoever tells it on: metrics, Events, logs.
/// Called in the turn, so it must be quick; it must not throw.
public interface Reports {

  /// Told nothing.
  Reports NONE = all(List.of());

  /// A change of the Application was written.
  ///
  /// @param before as the turn found it
  /// @param after as it is now, but for its version
  void wrote(Application before, Application after);

  /// An Application was compared with its cluster, and what differed was written.
  ///
  /// @param took the whole turn
  /// @param destinationServer the URL of its cluster; empty when its destination is not valid
  void reconciled(AppKey key, Duration took, String destinationServer);

  /// There is no such Application any more.
  void gone(AppKey key);

  /// Is told of the requests that an Application's sync sends to its cluster.
  RequestObserver requestsOf(Application app, String destinationServer);

  /// Tells several, in their order.
  static Reports all(List<Reports> told) {
    var each = List.copyOf(told);
    return new Reports() {
      @Override
      public void wrote(Application before, Application after) {
        each.forEach(one -> one.wrote(before, after));
      }

      @Override
      public void reconciled(AppKey key, Duration took, String destinationServer) {
        each.forEach(one -> one.reconciled(key, took, destinationServer));
      }

      @Override
      public void gone(AppKey key) {
        each.forEach(one -> one.gone(key));
      }

      @Override
      public RequestObserver requestsOf(Application app, String destinationServer) {
        var observers = each.stream().map(one -> one.requestsOf(app, destinationServer)).toList();
        return request -> observers.forEach(one -> one.observed(request));
      }
    };
  }
}
