package io.tiphys.trust.identity;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The names under which the others reach a service: what its certificate is valid for.
///
/// @param service the service's own name, also the common name of its certificate
/// @param dnsNames host names
/// @param addresses IP addresses in their text form
public record ServiceNames(String service, List<String> dnsNames, List<String> addresses) {

  public ServiceNames {
    if (!service.matches("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?")) {
      throw new IllegalArgumentException("not a service name: " + service);
    }
    dnsNames = List.copyOf(dnsNames);
    addresses = List.copyOf(addresses);
  }

  /// @param service `repo-server` or `argocd-repo-server`: both name the Kubernetes Service of the
  ///   original
  /// @param namespaces the namespaces that the service may be installed in
  public static ServiceNames of(String service, List<String> namespaces) {
    var names = new LinkedHashSet<String>();
    names.add(service);
    String kubernetes = service.startsWith("argocd-") ? service : "argocd-" + service;
    names.add(kubernetes);
    for (String namespace : namespaces) {
      names.add(kubernetes + "." + namespace);
      names.add(kubernetes + "." + namespace + ".svc");
      names.add(kubernetes + "." + namespace + ".svc.cluster.local");
    }
    names.add("localhost");
    return new ServiceNames(service, new ArrayList<>(names), List.of("127.0.0.1", "::1"));
  }
}
