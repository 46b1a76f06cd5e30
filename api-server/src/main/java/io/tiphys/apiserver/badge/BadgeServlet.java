package io.tiphys.apiserver.badge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;

/// `GET /api/badge`, open to everybody, also from other sites' pages, and kept by no cache.
public final class BadgeServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Badges badges;

  public BadgeServlet(Badges badges) {
    this.badges = badges;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var query = new HashMap<String, List<String>>();
    request.getParameterMap().forEach((name, values) -> query.put(name, List.of(values)));
    var svg = badges.draw(query);
    if (svg.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    response.setContentType("image/svg+xml");
    response.setHeader("Cache-Control", "private, no-store");
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.getOutputStream().write(svg.get().getBytes(StandardCharsets.UTF_8));
  }
}
