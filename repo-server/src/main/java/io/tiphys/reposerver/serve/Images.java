package io.tiphys.reposerver.serve;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The container images that manifests name.
final class Images {

  private Images() {}

  /// @param manifests JSON objects
  /// @return sorted, each once
  static SortedSet<String> of(List<String> manifests) {
    var images = new TreeSet<String>();
    for (String manifest : manifests) {
      collect(JsonTree.parse(manifest.getBytes(StandardCharsets.UTF_8)), images);
    }
    return images;
  }

  private static void collect(@Nullable Object node, SortedSet<String> images) {
    if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, images));
    } else if (node instanceof Map<?, ?> map) {
      map.forEach((name, value) -> {
        if (value instanceof List<?> containers
            && ("containers".equals(name) || "initContainers".equals(name))) {
          containers.forEach(container -> image(container, images));
        } else {
          collect(value, images);
        }
      });
    }
  }

  private static void image(@Nullable Object container, SortedSet<String> images) {
    if (container instanceof Map<?, ?> map && map.get("image") instanceof String image) {
      images.add(image);
    }
  }
}
