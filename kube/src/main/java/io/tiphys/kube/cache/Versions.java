package io.tiphys.kube.cache;

/// Compares resourceVersions, which are decimal numbers that grow
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions). What is no
/// number is never older: an aggregated API server may use something else.
final class Versions {

  private Versions() {}

  static boolean isOlder(String version, String than) {
    return isNumber(version)
        && isNumber(than)
        && (version.length() != than.length()
            ? version.length() < than.length()
            : version.compareTo(than) < 0);
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
