package io.tiphys.apiserver.repository;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Says in the original's words that something exists already and is another: which fields differ,
/// by Go's names, and nothing of their values.
public final class SpecDifference {

  /// Names that are more than the JSON's with a capital in front.
  private static final Map<String, String> GO_NAMES =
      Map.of(
          "url", "URL",
          "sshPrivateKey", "SSHPrivateKey",
          "enableLfs", "EnableLFS",
          "tlsClientCertData", "TLSClientCertData",
          "tlsClientCertKey", "TLSClientCertKey",
          "githubAppID", "GithubAppId",
          "githubAppInstallationID", "GithubAppInstallationId",
          "githubAppEnterpriseBaseUrl", "GitHubAppEnterpriseBaseURL",
          "gcpServiceAccountKey", "GCPServiceAccountKey");

  private SpecDifference() {}

  /// @param entity such as `repository`
  public static <R extends Record> String message(String entity, R existing, R wanted) {
    var keys = new ArrayList<String>();
    for (RecordComponent component : existing.getClass().getRecordComponents()) {
      if (!Objects.equals(value(component, existing), value(component, wanted))) {
        keys.add(goName(component.getName()));
      }
    }
    String message =
        "existing %s spec is different; use upsert flag to force update".formatted(entity);
    return keys.isEmpty()
        ? message
        : "%s; difference in keys \"%s\"".formatted(message, String.join(",", List.copyOf(keys)));
  }

  private static Object value(RecordComponent component, Record of) {
    try {
      return component.getAccessor().invoke(of);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(component.getName(), e);
    }
  }

  private static String goName(String name) {
    String known = GO_NAMES.get(name);
    return known == null ? Character.toUpperCase(name.charAt(0)) + name.substring(1) : known;
  }
}
