package io.tiphys.kube.discovery;

import static io.tiphys.kube.discovery.Discovery.text;

import io.tiphys.model.json.JsonTree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an `APIGroupDiscoveryList`. A group-version that is `Stale` (its API service is down) is
/// kept if it is described, and named as failing.
final class AggregatedDiscovery {

  private final List<ApiResource> resources;
  private final Map<String, String> failing;

  AggregatedDiscovery(List<ApiResource> resources, Map<String, String> failing) {
    this.resources = resources;
    this.failing = failing;
  }

  void read(Map<String, @Nullable Object> list) {
    for (Object item : JsonTree.listOrEmpty(list.get("items"))) {
      var group = JsonTree.objectOrEmpty(item);
      String name = text(JsonTree.objectOrEmpty(group.get("metadata")), "name");
      for (Object versionItem : JsonTree.listOrEmpty(group.get("versions"))) {
        version(name, JsonTree.objectOrEmpty(versionItem));
      }
    }
  }

  private void version(String group, Map<String, @Nullable Object> tree) {
    String version = text(tree, "version");
    String groupVersion = group.isEmpty() ? version : group + "/" + version;
    if ("Stale".equals(tree.get("freshness"))) {
      failing.put(groupVersion, "the API service of " + groupVersion + " does not answer");
    }
    for (Object item : JsonTree.listOrEmpty(tree.get("resources"))) {
      var resource = JsonTree.objectOrEmpty(item);
      var kind = JsonTree.objectOrEmpty(resource.get("responseKind"));
      String kindName = text(kind, "kind");
      if (kindName.isEmpty()) {
        continue; // only subresources are served
      }
      resources.add(
          new ApiResource(
              group,
              version,
              kindName,
              text(resource, "resource"),
              "Namespaced".equals(resource.get("scope")),
              verbs(resource.get("verbs"))));
    }
  }

  static Set<String> verbs(@Nullable Object list) {
    var verbs = new HashSet<String>();
    for (Object verb : JsonTree.listOrEmpty(list)) {
      if (verb instanceof String text) {
        verbs.add(text.intern()); // a handful of words, in hundreds of resources of each cluster
      }
    }
    return verbs;
  }
}
