package io.tiphys.kube.cache;

import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.kube.watch.JsonScanner;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the CustomResourceDefinitions say is served: discovery follows them with some delay.
final class CustomKinds {

  static final GroupKind DEFINITION =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");
  static final GroupKind API_SERVICE = new GroupKind("apiregistration.k8s.io", "APIService");

  private final Map<ResourceKey, Definition> definitions = new ConcurrentHashMap<>();
  private final Map<GroupKind, Boolean> removed = new ConcurrentHashMap<>();

  private record Definition(GroupKind kind, boolean isEstablished) {}

  /// @return whether it says something new
  boolean put(RawObject object) {
    Definition definition = read(object.scan());
    removed.remove(definition.kind());
    return !definition.equals(definitions.put(object.header().key(), definition));
  }

  void remove(ResourceKey key) {
    Definition definition = definitions.remove(key);
    if (definition != null) {
      removed.put(definition.kind(), true);
    }
  }

  /// Whether discovery shows each established kind, and none whose definition was deleted.
  boolean agreesWith(ApiResources resources) {
    removed.keySet().removeIf(kind -> resources.preferred(kind).isEmpty());
    return removed.isEmpty()
        && definitions.values().stream()
            .allMatch(d -> !d.isEstablished() || resources.preferred(d.kind()).isPresent());
  }

  /// Discovery and definitions do not come to agree: another one serves the kind.
  void settle() {
    removed.clear();
  }

  private static Definition read(JsonScanner scanner) {
    String group = "";
    String kind = "";
    boolean isEstablished = false;
    scanner.enterObject();
    while (scanner.nextMember()) {
      if (scanner.isNamed("spec") && scanner.enterObject()) {
        while (scanner.nextMember()) {
          if (scanner.isNamed("group")) {
            group = scanner.string();
          } else if (scanner.isNamed("names")) {
            kind = kind(scanner);
          } else {
            scanner.skip();
          }
        }
      } else if (scanner.isNamed("status") && scanner.enterObject()) {
        while (scanner.nextMember()) {
          if (scanner.isNamed("conditions")) {
            isEstablished = isEstablished(scanner);
          } else {
            scanner.skip();
          }
        }
      } else if (!scanner.isNamed("spec") && !scanner.isNamed("status")) {
        scanner.skip();
      }
    }
    return new Definition(new GroupKind(group, kind), isEstablished);
  }

  private static String kind(JsonScanner scanner) {
    String kind = "";
    if (scanner.enterObject()) {
      while (scanner.nextMember()) {
        if (scanner.isNamed("kind")) {
          kind = scanner.string();
        } else {
          scanner.skip();
        }
      }
    }
    return kind;
  }

  private static boolean isEstablished(JsonScanner scanner) {
    boolean isEstablished = false;
    if (!scanner.enterList()) {
      return false;
    }
    while (scanner.nextItem()) {
      String type = "";
      String status = "";
      if (scanner.enterObject()) {
        while (scanner.nextMember()) {
          if (scanner.isNamed("type")) {
            type = scanner.string();
          } else if (scanner.isNamed("status")) {
            status = scanner.string();
          } else {
            scanner.skip();
          }
        }
      }
      isEstablished |= type.equals("Established") && status.equals("True");
    }
    return isEstablished;
  }
}
