package io.tiphys.apiserver.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// An error is a status and a line of text, as Go's server has it, instead of the page that Jetty
/// makes of `sendError`. Over HTTP/2 Jetty resets the stream right after such a page: a client may
/// lose the answer, and after many of them in a second Jetty closes the connection, with all that
/// others do on it.
final class PlainErrors implements Filter {

  private static final Logger log = LoggerFactory.getLogger(PlainErrors.class);

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    var plain = new Plain(answer);
    try {
      chain.doFilter(request, plain);
    } catch (ServletException | RuntimeException e) {
      if (answer.isCommitted()) {
        throw e;
      }
      log.error("a request could not be answered", e);
      plain.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }

  private static final class Plain extends HttpServletResponseWrapper {

    Plain(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
      resetBuffer();
      setStatus(status);
      byte[] text = text(status).getBytes(StandardCharsets.UTF_8);
      setContentType("text/plain; charset=utf-8");
      setContentLength(text.length);
      getOutputStream().write(text);
      flushBuffer();
    }

    /// @param message is for nobody: it may repeat what was asked
    @Override
    public void sendError(int status, String message) throws IOException {
      sendError(status);
    }

    private static String text(int status) {
      HttpStatus known = HttpStatus.resolve(status);
      return status == HttpServletResponse.SC_NOT_FOUND
          ? "404 page not found\n"
          : (known == null ? "Error" : known.getReasonPhrase()) + "\n";
    }
  }
}
