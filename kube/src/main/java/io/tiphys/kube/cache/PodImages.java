package io.tiphys.kube.cache;

import io.tiphys.kube.watch.JsonScanner;
import io.tiphys.kube.watch.RawObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The images that a Pod's spec names.
final class PodImages {

  private PodImages() {}

  static List<String> of(RawObject pod) {
    var images = new TreeSet<String>();
    JsonScanner scanner = pod.scan();
    scanner.enterObject();
    while (scanner.nextMember()) {
      if (scanner.isNamed("spec")) {
        spec(scanner, images);
      } else {
        scanner.stepOver();
      }
    }
    return List.copyOf(images);
  }

  private static void spec(JsonScanner scanner, Set<String> images) {
    if (!scanner.enterObject()) {
      return;
    }
    while (scanner.nextMember()) {
      if (scanner.isNamed("containers") || scanner.isNamed("initContainers")) {
        containers(scanner, images);
      } else {
        scanner.stepOver();
      }
    }
  }

  private static void containers(JsonScanner scanner, Set<String> images) {
    if (!scanner.enterList()) {
      return;
    }
    while (scanner.nextItem()) {
      if (!scanner.enterObject()) {
        continue;
      }
      while (scanner.nextMember()) {
        if (scanner.isNamed("image")) {
          images.add(scanner.string().intern()); // thousands of pods run a few images
        } else {
          scanner.stepOver();
        }
      }
    }
  }
}
