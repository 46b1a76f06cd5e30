package io.tiphys.apiserver.gateway;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/// The token of a call: of the header `token` as the CLI sends it, of `authorization`, or of the
/// cookie `argocd.token`, which may be in pieces (`argocd.token=N:first`, `argocd.token-1=…`).
final class CallerToken {

  static final String COOKIE = "argocd.token";

  private static final String BEARER = "bearer ";
  private static final int MOST_PIECES = 20;
  private static final Pattern OURS = Pattern.compile("argocd\\.token(-\\d{1,2})?");

  private CallerToken() {}

  /// @param header gives a header by its name in lower case; empty for none
  static String of(UnaryOperator<String> header) {
    String own = header.apply("token");
    if (!own.isEmpty()) {
      return own;
    }
    String authorization = header.apply("authorization");
    if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return authorization.substring(BEARER.length()).strip();
    }
    return ofCookie(header);
  }

  /// The token of the cookie alone, whatever else the request shows.
  static String ofCookie(UnaryOperator<String> header) {
    return ofCookies(header.apply("cookie"));
  }

  /// The cookie's name, and those of its pieces, as far as the request has them.
  static Set<String> cookieNames(UnaryOperator<String> header) {
    return cookies(header.apply("cookie")).keySet();
  }

  /// Whether the token came with a cookie: then a page of another site may have sent it.
  static boolean isFromCookie(UnaryOperator<String> header) {
    return header.apply("token").isEmpty()
        && !header.apply("authorization").regionMatches(true, 0, BEARER, 0, BEARER.length())
        && !header.apply("cookie").isEmpty();
  }

  private static String ofCookies(String text) {
    var cookies = cookies(text);
    String first = cookies.get(COOKIE);
    if (first == null) {
      return "";
    }
    int colon = first.indexOf(':');
    if (colon < 0) {
      return first;
    }
    int pieces = number(first.substring(0, colon));
    var token = new StringBuilder(first.substring(colon + 1));
    for (int i = 1; i < pieces; i++) {
      token.append(cookies.getOrDefault(COOKIE + "-" + i, ""));
    }
    return token.toString();
  }

  private static int number(String text) {
    try {
      return Math.min(MOST_PIECES, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static Map<String, String> cookies(String header) {
    var cookies = new TreeMap<String, String>();
    for (String cookie : header.split(";")) {
      int equals = cookie.indexOf('=');
      if (equals > 0) {
        String name = cookie.substring(0, equals).strip();
        if (OURS.matcher(name).matches()) {
          cookies.put(name, cookie.substring(equals + 1).strip());
        }
      }
    }
    return cookies;
  }
}
