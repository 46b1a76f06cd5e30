package io.tiphys.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The values of `argocd-secret` and of the other Secrets that settings may refer to. Never
/// printed.
public final class SecretValues {

  /// The object's name.
  public static final String NAME = "argocd-secret";

  public static final SecretValues NONE = new SecretValues(Map.of());

  private final Map<String, Map<String, String>> bySecret;

  /// @param bySecret the data of each Secret by its name
  SecretValues(Map<String, Map<String, String>> bySecret) {
    var copy = new HashMap<String, Map<String, String>>();
    bySecret.forEach((name, data) -> copy.put(name, Map.copyOf(data)));
    this.bySecret = Map.copyOf(copy);
  }

  /// A value of `argocd-secret`.
  public Optional<String> get(String key) {
    return get(NAME, key);
  }

  public Optional<String> get(String secret, String key) {
    return Optional.ofNullable(bySecret.getOrDefault(secret, Map.of()).get(key));
  }

  /// A setting's text with its reference followed: `$key` is a key of `argocd-secret`,
  /// `$secret:key` one of another Secret that has the label `app.kubernetes.io/part-of: argocd`.
  ///
  /// @return the text itself when it is no reference, or refers to nothing
  public String resolve(String text) {
    if (!text.startsWith("$")) {
      return text;
    }
    String reference = text.substring(1).strip();
    int colon = reference.indexOf(':');
    Optional<String> value =
        colon < 0
            ? get(reference)
            : get(reference.substring(0, colon), reference.substring(colon + 1));
    return value.map(String::strip).orElse(text);
  }

  @Override
  public String toString() {
    return "SecretValues" + bySecret.keySet();
  }
}
