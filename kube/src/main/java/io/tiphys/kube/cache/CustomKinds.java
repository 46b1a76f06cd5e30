package io.tiphys.kube.cache;

import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.kube.watch.JsonScanner;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the CustomResourceDefinitions say is served: discovery follows them with some delay.
final class CustomKinds {

  static final GroupKind DEFINITION =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");
  static final GroupKind API_SERVICE = new GroupKind("apiregistration.k8s.io", "APIService");

  private final Map<ResourceKey, Definition> definitions = new ConcurrentHashMap<>();
  private final Set<GroupKind> removed = ConcurrentHashMap.newKeySet();
  private volatile boolean isGivenUp;

  private record Definition(GroupKind kind, boolean isEstablished) {}

  /// @return whether it says something new
  boolean put(RawObject object) {
    Definition definition = read(object.scan());
    removed.remove(definition.kind());
    boolean isNews = !definition.equals(definitions.put(object.header().key(), definition));
    if (isNews) {
      isGivenUp = false;
    }
    return isNews;
  }

  void remove(ResourceKey key) {
    Definition definition = definitions.remove(key);
    if (definition != null) {
      removed.add(definition.kind());
      isGivenUp = false;
    }
  }

  /// Whether discovery shows each established kind, and none whose definition was deleted; or there
  /// is no use in waiting for that.
  boolean agreesWith(ApiResources resources) {
    return isGivenUp
        || (removed.stream().noneMatch(kind -> resources.preferred(kind).isPresent())
            && definitions.values().stream()
                .allMatch(d -> !d.isEstablished() || resources.preferred(d.kind()).isPresent()));
  }

  /// They do not come to agree: another API service serves the kind, or the definition is broken.
  void giveUp() {
    isGivenUp = true;
    removed.clear();
  }

  /// Whether a definition says that the kind is served.
  boolean isEstablished(GroupKind kind) {
    return definitions.values().stream()
        .anyMatch(definition -> definition.isEstablished() && definition.kind().equals(kind));
  }

  /// Whether the kind's definition was seen to be deleted.
  boolean isRemoved(GroupKind kind) {
    return removed.contains(kind);
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
            scanner.stepOver();
          }
        }
      } else if (scanner.isNamed("status") && scanner.enterObject()) {
        while (scanner.nextMember()) {
          if (scanner.isNamed("conditions")) {
            isEstablished = isEstablished(scanner);
          } else {
            scanner.stepOver();
          }
        }
      } else if (!scanner.isNamed("spec") && !scanner.isNamed("status")) {
        scanner.stepOver();
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
          scanner.stepOver();
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
            scanner.stepOver();
          }
        }
      }
      isEstablished |= type.equals("Established") && status.equals("True");
    }
    return isEstablished;
  }
}
