package io.tiphys.apiserver.gateway;

import io.tiphys.apiserver.operation.Reply;
import io.tiphys.proto.session.SessionResponse;
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

  void set(Reply<?> reply, HttpServletResponse response) {
    if (!(reply instanceof Reply.Whole<?>(SessionResponse session))) {
      return;
    }
    String flags = "; path=" + path + "; SameSite=lax; httpOnly" + (isSecure ? "; Secure" : "");
    String token = session.getToken();
    if (token.isEmpty()) {
      response.addHeader("Set-Cookie", CallerToken.COOKIE + "=; Max-Age=0" + flags);
      return;
    }
    int room = LONGEST - flags.length() - CallerToken.COOKIE.length() - 8;
    int pieces = (token.length() + room - 1) / room;
    for (int i = 0; i < pieces; i++) {
      String piece = token.substring(i * room, Math.min(token.length(), (i + 1) * room));
      String name = i == 0 ? CallerToken.COOKIE : CallerToken.COOKIE + "-" + i;
      String count = i == 0 && pieces > 1 ? pieces + ":" : "";
      response.addHeader("Set-Cookie", name + "=" + count + piece + flags);
    }
  }
}
