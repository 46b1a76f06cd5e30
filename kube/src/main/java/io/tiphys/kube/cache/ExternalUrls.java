package io.tiphys.kube.cache;

import io.tiphys.kube.watch.ObjectHeader;
import io.tiphys.kube.watch.RawObject;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The addresses at which an object serves people
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/external-url/).
final class ExternalUrls {

  private static final String LINK = "link.argocd.argoproj.io/";
  private static final String IGNORE_DEFAULT = "argocd.argoproj.io/ignore-default-links";

  private static final List<String> SCHEMES =
      List.of("https://", "http://", "ftp://", "ssh://", "mailto:");

  private ExternalUrls() {}

  static List<String> of(RawObject raw) {
    ObjectHeader header = raw.header();
    var urls = new TreeSet<String>();
    header
        .annotations()
        .forEach((name, value) -> {
          if (name.startsWith(LINK) && value instanceof String link && isHarmless(link)) {
            urls.add(link);
          }
        });
    if (isIngress(header) && !"true".equals(header.annotations().get(IGNORE_DEFAULT))) {
      urls.addAll(ofIngress(Manifest.parse(raw.jsonWithoutManagedFields())));
    }
    return urls.isEmpty() ? List.of() : List.copyOf(urls);
  }

  /// Browsers run what some schemes say; whoever may annotate an object must not choose one.
  ///
  /// @param link a URL, perhaps after a title and a bar
  static boolean isHarmless(String link) {
    String url = link.substring(link.lastIndexOf('|') + 1).strip().toLowerCase(Locale.ROOT);
    return SCHEMES.stream().anyMatch(url::startsWith);
  }

  private static boolean isIngress(ObjectHeader header) {
    String group = header.key().group();
    return header.key().kind().equals("Ingress")
        && (group.equals("networking.k8s.io") || group.equals("extensions"));
  }

  static List<String> ofIngress(Manifest ingress) {
    var urls = new ArrayList<String>();
    for (Object item : JsonTree.listOrEmpty(ingress.at("spec", "rules"))) {
      var rule = JsonTree.objectOrEmpty(item);
      List<String> hosts =
          rule.get("host") instanceof String host && !host.isEmpty()
              ? List.of(host)
              : addresses(ingress);
      var http = JsonTree.objectOrEmpty(rule.get("http"));
      for (Object path : JsonTree.listOrEmpty(http.get("paths"))) {
        String below = path(JsonTree.objectOrEmpty(path).get("path"));
        hosts.forEach(host -> urls.add(scheme(ingress, host) + "://" + host + below));
      }
    }
    return urls;
  }

  private static String path(@Nullable Object path) {
    return path instanceof String text
        ? text.endsWith("*") ? text.substring(0, text.length() - 1) : text
        : "";
  }

  private static List<String> addresses(Manifest ingress) {
    var addresses = new ArrayList<String>();
    for (Object item : JsonTree.listOrEmpty(ingress.at("status", "loadBalancer", "ingress"))) {
      Map<String, @Nullable Object> address = JsonTree.objectOrEmpty(item);
      if (address.get("hostname") instanceof String hostname && !hostname.isEmpty()) {
        addresses.add(hostname);
      } else if (address.get("ip") instanceof String ip) {
        addresses.add(ip);
      }
    }
    return addresses;
  }

  /// A certificate for one host counts for all of them, as in Argo CD.
  private static String scheme(Manifest ingress, String host) {
    for (Object item : JsonTree.listOrEmpty(ingress.at("spec", "tls"))) {
      var tls = JsonTree.objectOrEmpty(item);
      if (tls.get("secretName") != null || JsonTree.listOrEmpty(tls.get("hosts")).contains(host)) {
        return "https";
      }
    }
    return "http";
  }
}
