package io.tiphys.kube.cache;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.watch.ListWatch;
import io.tiphys.kube.watch.ObjectSink;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.kube.watch.Reachability;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One kind of a cluster with its watches: one, or one for each namespace that is watched.
final class WatchedKind implements AutoCloseable {

  /// Who wants to know what happens.
  interface Observer {

    /// An object changed after the kind was listed.
    void changed(KindStore.Change change);

    /// An object arrived, listed or changed.
    default void arrived(RawObject object) {}

    /// An object was deleted.
    default void deleted(ResourceKey key) {}

    /// The kind was listed for the first time, or its failure came, went or changed.
    void settled();

    /// The server does not know the kind any more.
    void unservable();
  }

  final KindStore store;

  private final Observer observer;
  private final boolean ignoreForbidden;
  private final List<Scope> scopes = new ArrayList<>();
  private final List<ListWatch> watches = new ArrayList<>();

  /// @param namespaces empty texts mean all
  WatchedKind(
      KindStore store, Collection<String> namespaces, boolean ignoreForbidden, Observer observer) {
    this.store = store;
    this.observer = observer;
    this.ignoreForbidden = ignoreForbidden;
    namespaces.forEach(namespace -> scopes.add(new Scope(namespace)));
  }

  void start(KubeClient client, Reachability reachability, ListWatch.Limits limits) {
    for (Scope scope : scopes) {
      var target = new WatchTarget(resource().collection(scope.namespace), resource().kind());
      watches.add(ListWatch.start(client, target, scope, reachability, limits));
    }
  }

  ApiResource resource() {
    return store.resource;
  }

  /// Whether it was listed, or will not be for now.
  boolean isSettled() {
    return scopes.stream().allMatch(scope -> scope.isListed || scope.isSkipped);
  }

  /// Whether it was listed: what is not in the store does not exist.
  boolean isListed() {
    return scopes.stream().allMatch(scope -> scope.isListed);
  }

  Optional<String> failure() {
    for (Scope scope : scopes) { // asked for each object of each comparison
      if (!scope.failure.isEmpty()) {
        return Optional.of(scope.failure);
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    watches.forEach(ListWatch::close);
  }

  private final class Scope implements ObjectSink {
    final String namespace;
    volatile boolean isListed;
    volatile boolean isSkipped;
    volatile String failure = "";

    Scope(String namespace) {
      this.namespace = namespace;
    }

    @Override
    public void put(RawObject object, boolean fromList) {
      observer.arrived(object);
      tell(store.put(object, fromList));
    }

    @Override
    public void gone(RawObject last) {
      ResourceKey key = last.header().key();
      observer.deleted(key);
      tell(store.remove(key, last.header().resourceVersion()));
    }

    @Override
    public void listed(Set<ResourceKey> keys, String resourceVersion) {
      for (LiveObject object : List.copyOf(store.all())) {
        boolean isOurs = namespace.isEmpty() || namespace.equals(object.key().namespace());
        if (isOurs && !keys.contains(object.key())) {
          observer.deleted(object.key());
          tell(store.remove(object.key(), resourceVersion));
        }
      }
      boolean isFirst = !isListed;
      isListed = true;
      well(isFirst);
    }

    @Override
    public void reached(String resourceVersion) {
      well(false);
    }

    private void well(boolean isNews) {
      boolean wasFailing = !failure.isEmpty();
      failure = "";
      if (wasFailing || isNews) {
        observer.settled();
      }
    }

    @Override
    public void failing(Answer.Refused why) {
      boolean isNews = !isSkipped;
      isSkipped = true;
      if (!(ignoreForbidden && why.code() == 403)) {
        isNews |= !failure.equals(why.message());
        failure = why.message();
      }
      if (isNews) {
        observer.settled();
      }
    }

    @Override
    public void unservable(Answer.Refused why) {
      boolean isNews = !isSkipped;
      isSkipped = true;
      observer.unservable();
      if (isNews) {
        observer.settled();
      }
    }

    private void tell(KindStore.Change change) {
      if (isListed && !change.isNone()) {
        observer.changed(change);
      }
    }
  }
}
