package io.tiphys.apiserver.settings;

import io.tiphys.settings.ArgocdSettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Whether anybody can log in with a password
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/).
final class LocalLogins {

  private static final String PREFIX = "accounts.";
  private static final String ENABLED = ".enabled";

  private LocalLogins() {}

  static boolean areDisabled(ArgocdSettings settings) {
    Map<String, String> data = settings.data();
    boolean hasAdmin = !data.getOrDefault("admin.enabled", "").strip().equalsIgnoreCase("false");
    return !hasAdmin && data.keySet().stream().noneMatch(key -> canLogIn(key, data));
  }

  private static boolean canLogIn(String key, Map<String, String> data) {
    if (!key.startsWith(PREFIX) || key.indexOf('.', PREFIX.length()) >= 0) {
      return false;
    }
    List<String> capabilities =
        Stream.of(data.getOrDefault(key, "").split(",")).map(String::strip).toList();
    boolean isEnabled = !data.getOrDefault(key + ENABLED, "").strip().equalsIgnoreCase("false");
    return isEnabled && capabilities.contains("login");
  }
}
