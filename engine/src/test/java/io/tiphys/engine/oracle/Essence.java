package io.tiphys.engine.oracle;

import io.tiphys.engine.patch.JsonMergePatch;
import io.tiphys.engine.patch.LastApplied;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is left of a live object when everything is taken away that differs between two objects
/// that were made alike, or that an apply changes even where nothing else changes.
final class Essence {

  private Essence() {}

  static Manifest of(Manifest live) {
    var essence =
        LastApplied.strip(live)
            .without("status")
            .without("metadata", "uid")
            .without("metadata", "resourceVersion")
            .without("metadata", "generation")
            .without("metadata", "creationTimestamp")
            .without("metadata", "managedFields")
            .without("metadata", "namespace")
            .without("metadata", "annotations", "deployment.kubernetes.io/revision")
            .without("metadata", "annotations", "deprecated.daemonset.template.generation");
    return essence.annotations().isEmpty() ? essence.without("metadata", "annotations") : essence;
  }

  /// The same without what the server hands out anew to each object.
  static Manifest withoutAllocations(Manifest live) {
    var json =
        Server.text(of(live))
            .replace(live.uid(), "uid")
            .replaceAll("kube-api-access-[a-z0-9]+", "kube-api-access");
    var essence =
        Manifest.parse(json.getBytes(StandardCharsets.UTF_8))
            .without("spec", "clusterIP")
            .without("spec", "clusterIPs")
            .without("spec", "healthCheckNodePort");
    if (!live.kind().equals("Service")) {
      return essence;
    }
    var ports = new ArrayList<@Nullable Object>();
    for (var port : JsonTree.listOrEmpty(essence.at("spec", "ports"))) {
      var copy = new LinkedHashMap<String, @Nullable Object>(JsonTree.objectOrEmpty(port));
      copy.remove("nodePort");
      ports.add(copy);
    }
    return essence.with(ports, "spec", "ports");
  }

  /// What differs, in few words for a message; empty when nothing does.
  static Map<String, @Nullable Object> difference(Manifest from, Manifest to) {
    return JsonMergePatch.create(from.content(), to.content());
  }
}
