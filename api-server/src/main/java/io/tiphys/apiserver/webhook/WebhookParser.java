package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Ping;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.util.List;

/// Makes an event of a delivery. Pure; no delivery makes it throw.
final class WebhookParser {

  /// Gogs is looked for before GitHub because it sends the headers of both, Bitbucket's cloud
  /// before its server for the same reason.
  private static final List<Host> HOSTS =
      List.of(
          new AzureDevOps(),
          new Gogs(),
          new GitHub(),
          new GitLab(),
          new BitbucketCloud(),
          new BitbucketServer());

  private WebhookParser() {}

  static WebhookEvent parse(Delivery delivery, WebhookSecrets secrets) {
    for (Host host : HOSTS) {
      if (host.sent(delivery)) {
        return parse(host, delivery, secrets);
      }
    }
    return new Refused(400, "Unknown webhook event", false);
  }

  private static WebhookEvent parse(Host host, Delivery delivery, WebhookSecrets secrets) {
    if (!delivery.method().equals("POST")) {
      return new Refused(405, "Webhook processing failed: invalid HTTP Method", false);
    }
    if (host.isPing(delivery)) {
      return new Ping();
    }
    var refusal = host.refusal(delivery, secrets);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var payload = Payload.read(delivery.body());
    return payload.isPresent()
        ? host.read(delivery, payload.get())
        : Refused.malformed("error parsing payload");
  }
}
