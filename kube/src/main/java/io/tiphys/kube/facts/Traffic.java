package io.tiphys.kube.facts;

import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.tree.LoadBalancerIngress;
import io.tiphys.model.tree.ResourceNetworkingInfo;
import io.tiphys.model.tree.ResourceNetworkingInfoBuilder;
import io.tiphys.model.tree.ResourceRef;
import io.tiphys.model.tree.ResourceRefBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The way of requests: from an Ingress to Services, from a Service to Pods.
final class Traffic {

  private static final String ISTIO = "networking.istio.io";

  private Traffic() {}

  static boolean mayHave(GroupKind kind) {
    return kind.group().equals(ISTIO);
  }

  static @Nullable ResourceNetworkingInfo of(Manifest object) {
    return switch (object.gvk().groupKind().toString()) {
      case "Pod" -> ResourceNetworkingInfoBuilder.builder().labels(texts(object.labels())).build();
      case "Service" -> service(object);
      case "networking.k8s.io/Ingress", "extensions/Ingress" ->
          ResourceNetworkingInfoBuilder.builder()
              .targetRefs(refs(object, ingressBackends(object)))
              .ingress(addresses(object))
              .build();
      case ISTIO + "/VirtualService" ->
          ResourceNetworkingInfoBuilder.builder().targetRefs(virtualTargets(object)).build();
      case ISTIO + "/ServiceEntry" ->
          ResourceNetworkingInfoBuilder.builder()
              .targetLabels(
                  texts(JsonTree.objectOrEmpty(object.at("spec", "workloadSelector", "labels"))))
              .build();
      default -> null;
    };
  }

  private static ResourceNetworkingInfo service(Manifest service) {
    return ResourceNetworkingInfoBuilder.builder()
        .targetLabels(texts(JsonTree.objectOrEmpty(service.at("spec", "selector"))))
        .ingress(
            service.text("spec", "type").equals("LoadBalancer") ? addresses(service) : List.of())
        .build();
  }

  private static List<LoadBalancerIngress> addresses(Manifest object) {
    return JsonTree.listOrEmpty(object.at("status", "loadBalancer", "ingress")).stream()
        .flatMap(one -> {
          try {
            return Stream.of(ModelJson.fromTree(one, LoadBalancerIngress.class));
          } catch (InvalidFieldException e) {
            return Stream.empty();
          }
        })
        .toList();
  }

  private static Set<String> ingressBackends(Manifest ingress) {
    var names = new LinkedHashSet<String>();
    backend(ingress.at("spec", "defaultBackend"), names);
    backend(ingress.at("spec", "backend"), names);
    for (Object rule : JsonTree.listOrEmpty(ingress.at("spec", "rules"))) {
      var http = JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(rule).get("http"));
      for (Object path : JsonTree.listOrEmpty(http.get("paths"))) {
        backend(JsonTree.objectOrEmpty(path).get("backend"), names);
      }
    }
    return names;
  }

  /// In `extensions/v1beta1` it is a text, since then an object.
  private static void backend(@Nullable Object value, Set<String> names) {
    var backend = JsonTree.objectOrEmpty(value);
    Object name =
        backend.get("serviceName") instanceof String text
            ? text
            : JsonTree.objectOrEmpty(backend.get("service")).get("name");
    if (name instanceof String text && !text.isEmpty()) {
      names.add(text);
    }
  }

  private static List<ResourceRef> refs(Manifest object, Set<String> names) {
    return names.stream().map(name -> service(object.namespace(), name)).toList();
  }

  /// A host without dots, or `name.namespace` and more, is a Service of the cluster.
  private static List<ResourceRef> virtualTargets(Manifest virtual) {
    var refs = new LinkedHashSet<ResourceRef>();
    for (String protocol : List.of("http", "tls", "tcp")) {
      for (Object one : JsonTree.listOrEmpty(virtual.at("spec", protocol))) {
        for (Object route : JsonTree.listOrEmpty(JsonTree.objectOrEmpty(one).get("route"))) {
          var destination =
              JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(route).get("destination"));
          if (destination.get("host") instanceof String host && !host.isEmpty()) {
            List<String> parts = List.of(host.split("\\.", 3));
            refs.add(
                service(parts.size() > 1 ? parts.get(1) : virtual.namespace(), parts.getFirst()));
          }
        }
      }
    }
    return List.copyOf(refs);
  }

  private static ResourceRef service(String namespace, String name) {
    return ResourceRefBuilder.builder().kind("Service").namespace(namespace).name(name).build();
  }

  private static Map<String, String> texts(Map<String, @Nullable Object> values) {
    var texts = new TreeMap<String, String>();
    values.forEach((name, value) -> texts.put(name.intern(), String.valueOf(value).intern()));
    return Map.copyOf(texts);
  }
}
