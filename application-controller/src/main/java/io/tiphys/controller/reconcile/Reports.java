package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.kube.access.RequestObserver;
import io.tiphys.model.application.Application;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Is told what the turns of Applications did, for whoever tells it on: metrics, Events, logs.
/// Called in the turn, so it must be quick; it must not throw.
public interface Reports {

  /// Told nothing.
  Reports NONE = all(List.of());

  /// The objects that count for an Application's health.
  @FunctionalInterface
  interface Objects {

    /// @param status such as `Degraded`
    List<ResourceKey> inHealth(String status);
  }

  /// A change of the Application was written.
  ///
  /// @param before as the turn found it
  /// @param after as it is now, but for its version
  /// @param objects of the last comparison
  default void wrote(Application before, Application after, Objects objects) {}

  /// An Application was compared with its cluster, and what differed was written.
  ///
  /// @param took the whole turn
  /// @param destinationServer the URL of its cluster; empty when its destination is not valid
  default void reconciled(AppKey key, Duration took, String destinationServer) {}

  /// The objects of an Application that ends are deleted, but for these.
  ///
  /// @param staying why each of them stays
  default void left(Application app, Map<ResourceKey, String> staying) {}

  /// There is no such Application any more.
  default void gone(AppKey key) {}

  /// Is told of the requests that an Application's sync sends to its cluster.
  default RequestObserver requestsOf(Application app, String destinationServer) {
    return RequestObserver.none();
  }

  /// Tells several, in their order.
  static Reports all(List<Reports> told) {
    var each = List.copyOf(told);
    return new Reports() {
      @Override
      public void wrote(Application before, Application after, Objects objects) {
        each.forEach(one -> one.wrote(before, after, objects));
      }

      @Override
      public void reconciled(AppKey key, Duration took, String destinationServer) {
        each.forEach(one -> one.reconciled(key, took, destinationServer));
      }

      @Override
      public void left(Application app, Map<ResourceKey, String> staying) {
        each.forEach(one -> one.left(app, staying));
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
