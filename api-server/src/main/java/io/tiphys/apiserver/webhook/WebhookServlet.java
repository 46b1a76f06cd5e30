package io.tiphys.apiserver.webhook;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// `POST /api/webhook`. Open to everybody: who sends is proved by the host's secret, if one is set.
public final class WebhookServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Webhooks webhooks;

  public WebhookServlet(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var answer =
        webhooks.receive(
            request.getMethod(),
            name -> header(request, name),
            request.getInputStream(),
            request.getContentLengthLong());
    response.setStatus(answer.status());
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (!answer.text().isEmpty()) {
      response.setContentType("text/plain;charset=utf-8");
      response.getOutputStream().write((answer.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }
}
