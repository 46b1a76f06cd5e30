package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Ignored;
import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `git.push`, by those who know a name and a password. It does not tell files.
final class AzureDevOps implements Host {

  private static final Set<String> OTHERS =
      Set.of(
          "build.complete",
          "git.pullrequest.created",
          "git.pullrequest.updated",
          "git.pullrequest.merged");

  @Override
  public boolean sent(Delivery delivery) {
    return delivery.has("X-Vss-Activityid");
  }

  @Override
  public Optional<Refused> refusal(Delivery delivery, WebhookSecrets secrets) {
    String username = secrets.azureUsername();
    String password = secrets.azurePassword();
    boolean isOpen = username.isEmpty() && password.isEmpty();
    return isOpen || Proof.isBasic(username, password, delivery.header("Authorization"))
        ? Optional.empty()
        : Optional.of(Refused.forged("basic auth verification failed"));
  }

  @Override
  public WebhookEvent read(Delivery delivery, Payload payload) {
    String event = payload.text("eventType");
    if (!event.equals("git.push")) {
      return OTHERS.contains(event) ? new Ignored("no push") : Refused.malformed("unknown event");
    }
    Payload resource = payload.object("resource");
    String url = resource.text("repository", "remoteUrl");
    String defaultBranch = resource.text("repository", "defaultBranch");
    var refs = new ArrayList<PushedRef>();
    for (Payload update : resource.objects("refUpdates")) {
      String name = update.text("name");
      if (!name.isEmpty()) {
        refs.add(new PushedRef(PushedRef.shortName(name), name.equals(defaultBranch)));
      }
    }
    return url.isEmpty() || refs.isEmpty()
        ? new Ignored("a push without a repository or a ref")
        : new Push(List.of(url), refs, List.of());
  }
}
