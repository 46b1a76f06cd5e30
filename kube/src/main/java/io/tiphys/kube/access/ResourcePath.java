package io.tiphys.kube.access;

import java.nio.charset.StandardCharsets;

/// The path of one object, or of a collection of them, at an API server.
///
/// @param group empty for the core group
/// @param version such as `v1`
/// @param plural the resource's name in paths, such as `deployments`
/// @param namespace empty for a cluster-scoped object, and for a collection of all namespaces
/// @param name empty for a collection
/// @param subresource such as `status`, `scale`; empty for none
public record ResourcePath(
    String group,
    String version,
    String plural,
    String namespace,
    String name,
    String subresource) {

  public static ResourcePath collection(
      String group, String version, String plural, String namespace) {
    return new ResourcePath(group, version, plural, namespace, "", "");
  }

  public static ResourcePath object(
      String group, String version, String plural, String namespace, String name) {
    return new ResourcePath(group, version, plural, namespace, name, "");
  }

  public ResourcePath withSubresource(String newSubresource) {
    return new ResourcePath(group, version, plural, namespace, name, newSubresource);
  }

  /// The collection that the object is in.
  public ResourcePath collection() {
    return collection(group, version, plural, namespace);
  }

  /// The same rule as the API server's for a segment of a path: a name that a tenant chose cannot
  /// reach another object.
  boolean isValid() {
    return isSegment(namespace) && isSegment(name);
  }

  private static boolean isSegment(String text) {
    return !text.equals(".")
        && !text.equals("..")
        && text.indexOf('/') < 0
        && text.indexOf('%') < 0;
  }

  /// With escapes, from `/api` or `/apis` on.
  String encoded() {
    var path = new StringBuilder(96);
    if (group.isEmpty()) {
      path.append("/api/");
    } else {
      path.append("/apis/");
      segment(group, path);
      path.append('/');
    }
    segment(version, path);
    if (!namespace.isEmpty()) {
      path.append("/namespaces/");
      segment(namespace, path);
    }
    path.append('/');
    segment(plural, path);
    if (!name.isEmpty()) {
      path.append('/');
      segment(name, path);
    }
    if (!subresource.isEmpty()) {
      path.append('/');
      segment(subresource, path);
    }
    return path.toString();
  }

  static void segment(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      if (!isPlain(text.charAt(i))) {
        escaped(text.substring(i), out.append(text, 0, i));
        return;
      }
    }
    out.append(text);
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == ':';
  }

  private static void escaped(String text, StringBuilder out) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPlain(c)) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
      }
    }
  }

  @Override
  public String toString() {
    return encoded();
  }
}
