package io.tiphys.kube.discovery;

import static io.tiphys.kube.discovery.Discovery.text;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.json.JsonTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Discovery of one group-version after the other.
final class ClassicDiscovery {

  private final KubeClient client;
  private final List<ApiResource> resources;
  private final Map<String, String> failing;

  ClassicDiscovery(KubeClient client, List<ApiResource> resources, Map<String, String> failing) {
    this.client = client;
    this.resources = resources;
    this.failing = failing;
  }

  /// @param core the answer of `/api`
  /// @param groups the answer of `/apis`
  void read(Map<String, @Nullable Object> core, Map<String, @Nullable Object> groups) {
    for (Object version : JsonTree.listOrEmpty(core.get("versions"))) {
      if (version instanceof String name) {
        version("", name, "/api/" + name);
      }
    }
    for (Object item : JsonTree.listOrEmpty(groups.get("groups"))) {
      var group = JsonTree.objectOrEmpty(item);
      String name = text(group, "name");
      var versions = new LinkedHashSet<String>();
      String preferred = text(JsonTree.objectOrEmpty(group.get("preferredVersion")), "version");
      if (!preferred.isEmpty()) {
        versions.add(preferred);
      }
      for (Object version : JsonTree.listOrEmpty(group.get("versions"))) {
        versions.add(text(JsonTree.objectOrEmpty(version), "version"));
      }
      versions.forEach(version -> version(name, version, "/apis/" + name + "/" + version));
    }
  }

  private void version(String group, String version, String path) {
    Answer answer = client.read(path, "application/json");
    if (!answer.isOk()) {
      failing.put(group.isEmpty() ? version : group + "/" + version, answer.problem());
      return;
    }
    for (Object item : JsonTree.listOrEmpty(Discovery.tree(answer).get("resources"))) {
      var resource = JsonTree.objectOrEmpty(item);
      String plural = text(resource, "name");
      if (!plural.contains("/")) {
        resources.add(
            new ApiResource(
                group,
                version,
                text(resource, "kind"),
                plural,
                Boolean.TRUE.equals(resource.get("namespaced")),
                AggregatedDiscovery.verbs(resource.get("verbs"))));
      }
    }
  }
}
