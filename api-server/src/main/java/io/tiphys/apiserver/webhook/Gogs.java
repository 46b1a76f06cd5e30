package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.util.Optional;

/// Gogs and Gitea: `push`, signed by HMAC. They send GitHub's headers, too, whose signature is of
/// another form.
final class Gogs implements Host {

  private static final String EVENT = "X-Gogs-Event";

  @Override
  public boolean sent(Delivery delivery) {
    return delivery.has(EVENT);
  }

  @Override
  public Optional<Refused> refusal(Delivery delivery, WebhookSecrets secrets) {
    if (!delivery.header(EVENT).equals("push")) {
      return Host.unknownEvent();
    }
    return Host.signed(
        delivery,
        secrets.gogs(),
        "X-Gogs-Signature",
        value -> Proof.isSigned("HmacSHA256", secrets.gogs(), delivery.body(), value));
  }

  @Override
  public WebhookEvent read(Delivery delivery, Payload payload) {
    return PushReader.push(
        payload,
        payload.text("repository", "html_url"),
        payload.text("repository", "default_branch"));
  }
}
