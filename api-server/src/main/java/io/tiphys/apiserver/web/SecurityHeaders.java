package io.tiphys.apiserver.web;

import io.tiphys.apiserver.options.WebFlags;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Keeps pages of other sites from showing ours in a frame, and browsers from guessing what a body
/// is (docs/operator-manual/security.md of Argo CD).
final class SecurityHeaders implements Filter {

  private final WebFlags flags;

  SecurityHeaders(WebFlags flags) {
    this.flags = flags;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse answer
        && !isGrpc(asked)) {
      set(answer, "X-Frame-Options", flags.xFrameOptions);
      set(answer, "Content-Security-Policy", flags.contentSecurityPolicy);
      answer.setHeader("X-Content-Type-Options", "nosniff");
    }
    chain.doFilter(request, response);
  }

  private static boolean isGrpc(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.startsWith("application/grpc");
  }

  private static void set(HttpServletResponse response, String name, String value) {
    if (!value.isEmpty()) {
      response.setHeader(name, value);
    }
  }
}
