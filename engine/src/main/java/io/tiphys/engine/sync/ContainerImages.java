package io.tiphys.engine.sync;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The images that an object runs, for its result.
final class ContainerImages {

  private static final String[][] POD_SPECS = {
    {"spec"}, {"spec", "template", "spec"}, {"spec", "jobTemplate", "spec", "template", "spec"}
  };

  private ContainerImages() {}

  static List<String> of(Manifest object) {
    var images = new ArrayList<String>();
    for (String[] path : POD_SPECS) {
      if (object.at(path) instanceof Map<?, ?> spec) {
        for (String list : List.of("containers", "initContainers")) {
          for (Object container : JsonTree.listOrEmpty(spec.get(list))) {
            image(container, images);
          }
        }
      }
    }
    return images;
  }

  private static void image(@Nullable Object container, List<String> images) {
    if (container instanceof Map<?, ?> map && map.get("image") instanceof String image) {
      images.add(image);
    }
  }
}
