package io.tiphys.apiserver.gateway;

import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.operation.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `GET /auth/logout`, where the web app sends a browser: ends the session of its cookie, takes the
/// cookie away, and sends the browser to the start page. Where that is, the configuration says and
/// never the request: of the configured URLs the one that the request came to, else the first, else
/// this server's root.
final class LogoutPage {

  static final String PATH = "/auth/logout";

  private static final Logger log = LoggerFactory.getLogger(LogoutPage.class);

  private final Dispatcher dispatcher;
  private final LoginSessions sessions;
  private final SessionCookie cookie;
  private final Supplier<List<String>> urls;

  /// @param urls under which this server is known, that of `url` first
  LogoutPage(
      Dispatcher dispatcher,
      LoginSessions sessions,
      SessionCookie cookie,
      Supplier<List<String>> urls) {
    this.dispatcher = dispatcher;
    this.sessions = sessions;
    this.cookie = cookie;
    this.urls = urls;
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (!request.getMethod().equals("GET")) {
      RestDoor.plain(response, 405, "Method Not Allowed");
      return;
    }
    UnaryOperator<String> header = name -> GrpcWebDoor.header(request, name);
    String token = CallerToken.ofCookie(header);
    if (token.isEmpty()) {
      RestDoor.plain(response, 400, "Failed to retrieve ArgoCD auth token: there is no cookie");
      return;
    }
    CallerToken.cookieNames(header).forEach(name -> cookie.clear(name, response));
    try {
      sessions.end(dispatcher.identity(token));
    } catch (Refusal e) {
      log.warn("a session that its owner ended may live on: {}", e.text());
    }
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Location", start(request));
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
  }

  private String start(HttpServletRequest request) {
    var known = urls.get();
    return known.stream()
        .filter(url -> isOf(url, RequestGuard.host(request)))
        .findFirst()
        .or(() -> known.stream().findFirst())
        .orElse(cookie.path());
  }

  private static boolean isOf(String url, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(url).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
