package io.tiphys.apiserver.cluster;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.proto.cluster.ClusterID;
import io.tiphys.proto.cluster.ClusterQuery;
import io.tiphys.settings.ClusterEntry;
import io.tiphys.settings.Clusters;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Which clusters a client means: by URL or by name. An id is the same as part of a URL's path,
/// where it may be escaped once more.
///
/// @param server empty for any
/// @param name empty for any
record ClusterSelector(String server, String name) {

  /// @throws Refusal INVALID_ARGUMENT when an escape in it is none
  static ClusterSelector of(ClusterQuery query) {
    return query.hasId()
        ? of(query.getId())
        : new ClusterSelector(query.getServer(), query.getName());
  }

  static ClusterSelector of(ClusterID id) {
    return switch (id.getType()) {
      case "name" -> new ClusterSelector("", id.getValue());
      case "name_escaped" -> new ClusterSelector("", unescaped(id.getValue()));
      case "url_escaped" -> new ClusterSelector(unescaped(id.getValue()), "");
      default -> new ClusterSelector(id.getValue(), "");
    };
  }

  private static String unescaped(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("the cluster's id has an invalid URL escape");
    }
  }

  boolean isEmpty() {
    return server.isEmpty() && name.isEmpty();
  }

  /// All that are meant; all there are when nothing is said.
  List<ClusterEntry> filter(Clusters clusters) {
    var found = server.isEmpty() ? clusters.all().stream() : clusters.byServer(server).stream();
    return found.filter(entry -> name.isEmpty() || entry.name().equals(name)).toList();
  }

  /// Those that one operation is about; none when nothing is said. The URL counts where both are
  /// given.
  List<ClusterEntry> select(Clusters clusters) {
    if (isEmpty()) {
      return List.of();
    }
    return server.isEmpty() ? clusters.byName(name) : clusters.byServer(server).stream().toList();
  }
}
