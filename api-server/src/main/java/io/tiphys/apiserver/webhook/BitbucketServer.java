package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Ignored;
import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `repo:refs_changed`, signed by HMAC, and `diagnostics:ping`. It tells neither files nor the
/// default branch.
final class BitbucketServer implements Host {

  private static final String EVENT = "X-Event-Key";
  private static final String PING = "diagnostics:ping";

  @Override
  public boolean sent(Delivery delivery) {
    return delivery.has(EVENT);
  }

  @Override
  public boolean isPing(Delivery delivery) {
    return delivery.header(EVENT).equals(PING);
  }

  @Override
  public Optional<Refused> refusal(Delivery delivery, WebhookSecrets secrets) {
    if (isPing(delivery)) {
      return Optional.empty(); // never signed, and without effect
    }
    if (!delivery.header(EVENT).equals("repo:refs_changed")) {
      return Host.unknownEvent();
    }
    String secret = secrets.bitbucketServer();
    return Host.signed(
        delivery,
        secret,
        "X-Hub-Signature",
        value ->
            Proof.isSigned(
                "HmacSHA256", secret, delivery.body(), Host.withoutPrefix("sha256=", value)));
  }

  @Override
  public WebhookEvent read(Delivery delivery, Payload payload) {
    var urls = new ArrayList<String>();
    for (Payload link : payload.object("repository").object("links").objects("clone")) {
      String name = link.text("name");
      if ((name.equals("http") || name.equals("ssh")) && !link.text("href").isEmpty()) {
        urls.add(link.text("href"));
      }
    }
    var refs = new ArrayList<PushedRef>();
    for (Payload change : payload.objects("changes")) {
      String name = PushedRef.shortName(change.text("ref", "id"));
      if (!name.isEmpty()) {
        refs.add(new PushedRef(name, true));
      }
    }
    return urls.isEmpty() || refs.isEmpty()
        ? new Ignored("a push without a repository or a ref")
        : new Push(urls, refs, List.of());
  }
}
