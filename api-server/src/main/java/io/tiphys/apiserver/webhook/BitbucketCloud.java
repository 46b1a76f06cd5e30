package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Ignored;
import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `repo:push`, known by the webhook's UUID. It tells neither files nor the default branch, and
/// nobody is asked for them: a delivery does not decide whom this server calls.
final class BitbucketCloud implements Host {

  private static final String UUID = "X-Hook-UUID";

  @Override
  public boolean sent(Delivery delivery) {
    return delivery.has(UUID);
  }

  @Override
  public Optional<Refused> refusal(Delivery delivery, WebhookSecrets secrets) {
    String uuid = secrets.bitbucketUuid();
    if (!uuid.isEmpty() && !Proof.isSame(uuid, delivery.header(UUID))) {
      return Optional.of(Refused.forged("UUID verification failed"));
    }
    if (!delivery.has("X-Event-Key")) {
      return Optional.of(Refused.malformed("missing X-Event-Key Header"));
    }
    return delivery.header("X-Event-Key").equals("repo:push")
        ? Optional.empty()
        : Host.unknownEvent();
  }

  @Override
  public WebhookEvent read(Delivery delivery, Payload payload) {
    String url = payload.text("repository", "links", "html", "href");
    var refs = new ArrayList<PushedRef>();
    for (Payload change : payload.object("push").objects("changes")) {
      String name = change.text("new", "name");
      String known = name.isEmpty() ? change.text("old", "name") : name; // deleted
      if (!known.isEmpty()) {
        refs.add(new PushedRef(known, true));
      }
    }
    return url.isEmpty() || refs.isEmpty()
        ? new Ignored("a push without a repository or a ref")
        : new Push(List.of(url), refs, List.of());
  }
}
