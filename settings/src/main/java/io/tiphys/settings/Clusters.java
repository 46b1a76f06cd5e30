package io.tiphys.settings;

import io.tiphys.kube.access.ClusterAccess;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The registered clusters, by server URL.
public final class Clusters {

  public static final Clusters NONE = new Clusters(List.of(), true);

  private final Map<String, ClusterEntry> byServer;
  private final boolean inClusterEnabled;

  Clusters(Collection<ClusterEntry> entries, boolean inClusterEnabled) {
    var map = new LinkedHashMap<String, ClusterEntry>();
    entries.forEach(entry -> map.putIfAbsent(entry.server(), entry));
    this.byServer = map;
    this.inClusterEnabled = inClusterEnabled;
  }

  /// What a destination leads to.
  public sealed interface Resolution {
    record Found(ClusterEntry cluster) implements Resolution {}

    /// @param message in Argo CD's words, which clients match
    record Invalid(String message) implements Resolution {}
  }

  public Collection<ClusterEntry> all() {
    return List.copyOf(byServer.values());
  }

  public Optional<ClusterEntry> byServer(String server) {
    return Optional.ofNullable(byServer.get(withoutSlash(server)));
  }

  /// Those that have the name: more than one is a mistake of the installation.
  public List<ClusterEntry> byName(String name) {
    return byServer.values().stream().filter(entry -> entry.name().equals(name)).toList();
  }

  /// @param server of an Application's destination; empty for none
  /// @param name of an Application's destination; empty for none
  public Resolution resolve(String server, String name) {
    if (!server.isEmpty() && !name.isEmpty()) {
      return new Resolution.Invalid(
          "application destination can't have both name and server defined: "
              + name
              + " "
              + server);
    }
    if (!server.isEmpty()) {
      return byServer(server)
          .<Resolution>map(Resolution.Found::new)
          .orElseGet(() -> new Resolution.Invalid(unknownServer(server)));
    }
    if (name.isEmpty()) {
      return new Resolution.Invalid("Destination server missing from app spec");
    }
    List<ClusterEntry> named = byName(name);
    return switch (named.size()) {
      case 0 -> new Resolution.Invalid("there are no clusters with this name: " + name);
      case 1 -> new Resolution.Found(named.getFirst());
      default ->
          new Resolution.Invalid(
              "there are "
                  + named.size()
                  + " clusters with the same name: ["
                  + String.join(" ", named.stream().map(ClusterEntry::server).toList())
                  + "]");
    };
  }

  private String unknownServer(String server) {
    boolean isDisabled = !inClusterEnabled && withoutSlash(server).equals(ClusterAccess.IN_CLUSTER);
    return "error getting cluster by server \""
        + server
        + "\": rpc error: code = NotFound desc = cluster \""
        + server
        + (isDisabled ? "\" is disabled" : "\" not found");
  }

  static String withoutSlash(String server) {
    String text = server;
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text;
  }
}
