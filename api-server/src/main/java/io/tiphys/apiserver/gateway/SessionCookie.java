package io.tiphys.apiserver.gateway;

import jakarta.servlet.http.HttpServletResponse;

/// The cookie that a login over REST leaves in the browser, and a logout takes away. A token that
/// is longer than a cookie may be is put into several.
///
/// @param path that it is sent to
/// @param isSecure whether it is only sent over TLS
record SessionCookie(String path, boolean isSecure) {

  private static final int LONGEST = 4093;

  /// @param baseHref the base of the web app's links
  static SessionCookie under(String baseHref, boolean isSecure) {
    String inner = baseHref.replaceAll("^/+|/+$", "");
    return new SessionCookie("/" + inner, isSecure);
  }

  void set(String token, HttpServletResponse response) {
    if (token.isEmpty()) {
      clear(CallerToken.COOKIE, response);
      return;
    }
    String flags = flags();
    int room = LONGEST - flags.length() - CallerToken.COOKIE.length() - 8;
    int pieces = (token.length() + room - 1) / room;
    for (int i = 0; i < pieces; i++) {
      String piece = token.substring(i * room, Math.min(token.length(), (i + 1) * room));
      String name = i == 0 ? CallerToken.COOKIE : CallerToken.COOKIE + "-" + i;
      String count = i == 0 && pieces > 1 ? pieces + ":" : "";
      response.addHeader("Set-Cookie", name + "=" + count + piece + flags);
    }
  }

  /// @param name of the cookie, or of one of its pieces
  void clear(String name, HttpServletResponse response) {
    response.addHeader("Set-Cookie", name + "=; Max-Age=0" + flags());
  }

  private String flags() {
    return "; path=" + path + "; SameSite=lax; httpOnly" + (isSecure ? "; Secure" : "");
  }
}
