package io.tiphys.apiserver.application.store;

import io.tiphys.engine.project.Project;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lists are filtered and counted by, so that nobody has to read an Application for it.
///
/// @param uid of the object
/// @param resourceVersion of this state
/// @param project `default` where none is named
/// @param labels of the object
/// @param repoUrls of its sources, what is hydrated and where it is put among them
/// @param server of its destination; empty where it is named
/// @param cluster the destination's name; empty where its URL is given
/// @param destinationNamespace of its destination
/// @param syncStatus such as `OutOfSync`; empty before the first comparison
/// @param healthStatus such as `Healthy`; empty before the first comparison
/// @param isRefreshing somebody asked for a refresh that is not done yet
/// @param isHealthInTree the health of its objects is in the resource tree, not in the status
public record AppFacts(
    String uid,
    String resourceVersion,
    String project,
    Map<String, String> labels,
    List<String> repoUrls,
    String server,
    String cluster,
    String destinationNamespace,
    String syncStatus,
    String healthStatus,
    boolean isRefreshing,
    boolean isHealthInTree) {

  /// The annotation that asks for a refresh.
  public static final String REFRESH = "argocd.argoproj.io/refresh";

  /// @param app as an object of Kubernetes
  public static AppFacts of(Map<String, @Nullable Object> app) {
    var metadata = JsonTree.objectOrEmpty(app.get("metadata"));
    var spec = JsonTree.objectOrEmpty(app.get("spec"));
    var destination = JsonTree.objectOrEmpty(spec.get("destination"));
    var status = JsonTree.objectOrEmpty(app.get("status"));
    return new AppFacts(
        text(metadata, "uid"),
        text(metadata, "resourceVersion"),
        Project.orDefault(text(spec, "project")),
        labels(metadata),
        repoUrls(spec),
        text(destination, "server"),
        text(destination, "name"),
        text(destination, "namespace"),
        text(JsonTree.objectOrEmpty(status.get("sync")), "status"),
        text(JsonTree.objectOrEmpty(status.get("health")), "status"),
        JsonTree.objectOrEmpty(metadata.get("annotations")).containsKey(REFRESH),
        "appTree".equals(status.get("resourceHealthSource")));
  }

  private static Map<String, String> labels(Map<String, ?> metadata) {
    var labels = new HashMap<String, String>();
    JsonTree.objectOrEmpty(metadata.get("labels"))
        .forEach((name, value) -> labels.put(name, String.valueOf(value)));
    return Map.copyOf(labels);
  }

  private static List<String> repoUrls(Map<String, ?> spec) {
    var urls = new ArrayList<String>();
    for (Object source : JsonTree.listOrEmpty(spec.get("sources"))) {
      urls.add(text(JsonTree.objectOrEmpty(source), "repoURL"));
    }
    if (urls.isEmpty() && spec.get("source") != null) {
      urls.add(text(JsonTree.objectOrEmpty(spec.get("source")), "repoURL"));
    }
    var hydrator = JsonTree.objectOrEmpty(spec.get("sourceHydrator"));
    for (String end : List.of("drySource", "syncSource")) {
      String url = text(JsonTree.objectOrEmpty(hydrator.get(end)), "repoURL");
      if (!url.isEmpty()) {
        urls.add(url);
      }
    }
    return List.copyOf(urls);
  }

  private static String text(Map<String, ?> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }

  /// The newer of two states of one object. Kubernetes promises since 1.35 that versions of one
  /// resource compare as integers without leading zeros (KEP-5504).
  public static boolean isNewer(String version, String than) {
    return version.length() != than.length()
        ? version.length() > than.length()
        : version.compareTo(than) > 0;
  }
}
