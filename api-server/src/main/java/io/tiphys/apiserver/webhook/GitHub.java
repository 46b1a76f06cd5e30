package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Ping;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.util.Optional;

/// `push` and `ping`, signed by HMAC: SHA-256, or SHA-1 by servers that know no better.
final class GitHub implements Host {

  private static final String EVENT = "X-GitHub-Event";
  private static final String SHA256 = "X-Hub-Signature-256";
  private static final String SHA1 = "X-Hub-Signature";

  @Override
  public boolean sent(Delivery delivery) {
    return delivery.has(EVENT);
  }

  @Override
  public Optional<Refused> refusal(Delivery delivery, WebhookSecrets secrets) {
    String event = delivery.header(EVENT);
    if (!event.equals("push") && !event.equals("ping")) {
      return Host.unknownEvent();
    }
    String secret = secrets.gitHub();
    if (!delivery.has(SHA256) && delivery.has(SHA1)) {
      return Host.signed(
          delivery, secret, SHA1, value -> isSigned(delivery, secret, "HmacSHA1", "sha1=", value));
    }
    return Host.signed(
        delivery,
        secret,
        SHA256,
        value -> isSigned(delivery, secret, "HmacSHA256", "sha256=", value));
  }

  private static boolean isSigned(
      Delivery delivery, String secret, String algorithm, String prefix, String value) {
    return Proof.isSigned(algorithm, secret, delivery.body(), Host.withoutPrefix(prefix, value));
  }

  @Override
  public WebhookEvent read(Delivery delivery, Payload payload) {
    return delivery.header(EVENT).equals("ping")
        ? new Ping()
        : PushReader.push(
            payload,
            payload.text("repository", "html_url"),
            payload.text("repository", "default_branch"));
  }
}
