package io.tiphys.apiserver.webhook;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `POST /api/webhook`. Open to everybody: who sends is proved by the host's secret, if one is set.
@RestController
public class WebhookEndpoint {

  private final Webhooks webhooks;

  public WebhookEndpoint(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  @RequestMapping("/api/webhook")
  public ResponseEntity<String> receive(HttpServletRequest request) throws IOException {
    var answer =
        webhooks.receive(
            request.getMethod(),
            name -> header(request, name),
            request.getInputStream(),
            request.getContentLengthLong());
    return ResponseEntity.status(answer.status())
        .contentType(MediaType.TEXT_PLAIN)
        .header("X-Content-Type-Options", "nosniff")
        .body(answer.text().isEmpty() ? "" : answer.text() + "\n");
  }

  private static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }
}
