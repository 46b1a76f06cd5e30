package io.tiphys.apiserver.hostkeys;

import java.util.regex.Pattern;

/// Names of repository servers, as they are asked for and as they may be registered.
///
/// @param pattern with `*` for any text and `?` for any character; empty for all. Brackets are what
///   they are in known hosts: around a name with a port; a backslash before one means nothing,
///   where the original needs it.
record HostPattern(String pattern) {

  private static final String LABEL = "[A-Za-z0-9]([-A-Za-z0-9_]{0,61}[A-Za-z0-9])?";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*\\.?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
  private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\[\\]]+)]:([0-9]{1,5})");
  private static final int LIMIT = 253;

  HostPattern {
    pattern = pattern.replace("\\[", "[").replace("\\]", "]");
  }

  boolean matches(String host) {
    return pattern.isEmpty() || matches(0, host, 0);
  }

  /// Linear but for the stars: each takes up where the last one stopped.
  private boolean matches(int p, String host, int h) {
    int star = -1;
    int resume = 0;
    while (h < host.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = h;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == host.charAt(h))) {
        p++;
        h++;
      } else if (star >= 0) {
        p = star + 1;
        h = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// A host name or an IPv4 address: also a key of a ConfigMap.
  static boolean isHost(String text) {
    return text.length() <= LIMIT && NAME.matcher(text).matches();
  }

  /// As `known_hosts` has them: also IPv6 addresses, and `[host]:port`.
  static boolean isSshHost(String text) {
    var withPort = WITH_PORT.matcher(text);
    String host = withPort.matches() ? withPort.group(1) : text;
    return isHost(host) || (host.contains(":") && IPV6.matcher(host).matches());
  }
}
