package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Ignored;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.util.Optional;
import java.util.Set;

/// Pushes of branches and tags, of a project or of the whole system, with the secret as a token.
final class GitLab implements Host {

  private static final String EVENT = "X-Gitlab-Event";
  private static final Set<String> EVENTS = Set.of("Push Hook", "Tag Push Hook", "System Hook");

  @Override
  public boolean sent(Delivery delivery) {
    return delivery.has(EVENT);
  }

  @Override
  public Optional<Refused> refusal(Delivery delivery, WebhookSecrets secrets) {
    String secret = secrets.gitLab();
    if (!secret.isEmpty() && !Proof.isSame(secret, delivery.header("X-Gitlab-Token"))) {
      return Optional.of(Refused.forged("X-Gitlab-Token validation failed"));
    }
    return EVENTS.contains(delivery.header(EVENT)) ? Optional.empty() : Host.unknownEvent();
  }

  @Override
  public WebhookEvent read(Delivery delivery, Payload payload) {
    if (delivery.header(EVENT).equals("System Hook")) {
      switch (payload.text("object_kind")) {
        case "push", "tag_push" -> {}
        case "merge_request" -> {
          return new Ignored("a merge request");
        }
        default -> {
          return Refused.malformed("unknown system hook event");
        }
      }
    }
    return PushReader.push(
        payload, payload.text("project", "web_url"), payload.text("project", "default_branch"));
  }
}
