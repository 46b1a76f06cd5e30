package io.tiphys.apiserver.destination;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.settings.ClusterEntry;
import io.tiphys.settings.Clusters;
import io.tiphys.settings.Clusters.Resolution;
import io.tiphys.settings.SettingsWatch;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// The destination clusters of the installation. All calls to one cluster share its connections and
/// what was discovered of it; when its registration changes they are let go as soon as the last
/// call under way has ended.
public final class Destinations implements AutoCloseable {

  private final Supplier<Clusters> registered;
  private final KubeClientOptions options;
  private final SchemaDocuments documents = new SchemaDocuments();
  private final Map<String, SharedCluster> shared = new HashMap<>();

  /// @param registered the clusters as the settings have them now
  /// @param options limits of requests
  public Destinations(Supplier<Clusters> registered, KubeClientOptions options) {
    this.registered = registered;
    this.options = options;
  }

  /// Those of the settings, for as long as they are watched.
  public static Destinations of(SettingsWatch settings, KubeClientOptions options) {
    var destinations = new Destinations(() -> settings.current().clusters(), options);
    settings.onChange((before, after) -> destinations.refresh());
    return destinations;
  }

  /// The cluster that an Application's destination names. Close it after use.
  ///
  /// @throws Refusal INVALID_ARGUMENT when it names none, or more than one; in the original's words
  public Destination open(ApplicationDestination destination) {
    return switch (registered.get().resolve(destination.server(), destination.name())) {
      case Resolution.Found(var entry) -> open(entry);
      case Resolution.Invalid(var message) -> throw Refusal.invalid(message);
    };
  }

  /// A registered cluster. Close it after use.
  ///
  /// @throws Refusal INVALID_ARGUMENT when its server is no URL
  public synchronized Destination open(ClusterEntry entry) {
    SharedCluster known = shared.get(entry.server());
    if (known == null || !known.access().equals(entry.access())) {
      SharedCluster made = connect(entry);
      if (known != null) {
        known.retire();
      }
      shared.put(entry.server(), made);
      known = made;
    }
    known.use();
    return new Destination(entry, known);
  }

  private SharedCluster connect(ClusterEntry entry) {
    try {
      return new SharedCluster(entry.access(), options, documents);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid(
          "cluster " + entry.name() + ": its server is no http:// or https:// URL");
    }
  }

  /// Lets go what is not registered any more.
  public synchronized void refresh() {
    Clusters now = registered.get();
    shared
        .entrySet()
        .removeIf(one -> {
          boolean stays =
              now.byServer(one.getKey())
                  .filter(entry -> entry.access().equals(one.getValue().access()))
                  .isPresent();
          if (!stays) {
            one.getValue().retire();
          }
          return !stays;
        });
  }

  /// Lets all go, each after the calls under way.
  @Override
  public synchronized void close() {
    shared.values().forEach(SharedCluster::retire);
    shared.clear();
  }
}
