package io.tiphys.apiserver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.webhook.TestingDeliveries.Sample;
import io.tiphys.apiserver.webhook.WebhookEvent.Ignored;
import io.tiphys.apiserver.webhook.WebhookEvent.Ping;
import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookParserTest {

  private static WebhookEvent open(Sample sample) {
    return WebhookParser.parse(sample.delivery(), WebhookSecrets.NONE);
  }

  private static WebhookEvent guarded(Sample sample) {
    return WebhookParser.parse(sample.delivery(), TestingDeliveries.SECRETS);
  }

  private static Push push(String url, String ref, boolean isHead, String... files) {
    return new Push(List.of(url), List.of(new PushedRef(ref, isHead)), List.of(files));
  }

  @Test
  void readsPushesOfEachHost() {
    assertThat(open(TestingDeliveries.gitHub()))
        .isEqualTo(
            push(
                "https://github.example/team/shop",
                "main",
                true,
                "apps/web/new.yaml",
                "apps/web/old.yaml",
                "README.md"));
    assertThat(open(TestingDeliveries.gitLab()))
        .isEqualTo(push("https://gitlab.example/team/shop", "feature/blue", false, "x.yaml"));
    assertThat(open(TestingDeliveries.gitLabTag()))
        .isEqualTo(push("https://gitlab.example/team/shop", "v1.2.3", false));
    assertThat(open(TestingDeliveries.gogs()))
        .isEqualTo(push("http://gitea.local:3000/team/shop", "dev", false, "a", "c", "b"));
    assertThat(open(TestingDeliveries.azureDevOps()))
        .isEqualTo(push("https://team@dev.azure.example/team/My%20Shop/_git/shop", "master", true));
    assertThat(open(TestingDeliveries.bitbucketServer()))
        .isEqualTo(
            new Push(
                List.of(
                    "ssh://git@bitbucket.corp:7999/team/shop.git",
                    "https://bitbucket.corp/scm/team/shop.git"),
                List.of(new PushedRef("main", true)),
                List.of()));
  }

  @Test
  void readsAllChangesOfABitbucketPush() {
    assertThat(open(TestingDeliveries.bitbucketCloud()))
        .isEqualTo(
            new Push(
                List.of("https://bitbucket.example/team/shop"),
                List.of(new PushedRef("main", true), new PushedRef("gone", true)),
                List.of()));
  }

  @Test
  void takesPings() {
    assertThat(open(TestingDeliveries.gitHubPing())).isEqualTo(new Ping());
    var ping = new Sample(List.of("X-Event-Key", "diagnostics:ping"), "{\"test\": true}");
    assertThat(guarded(ping)).isEqualTo(new Ping());
  }

  @Test
  void aPushWhoseCommitsAreNotAllToldTellsNoFiles() {
    var sample = TestingDeliveries.gitLab();
    var longer = new Sample(sample.headers(), sample.body().replace("count\": 1", "count\": 21"));
    assertThat(open(longer))
        .isEqualTo(push("https://gitlab.example/team/shop", "feature/blue", false));
  }

  @Test
  void aPushOfTooManyFilesTellsNone() {
    String files = "\"f\",".repeat(Payload.MAX_ITEMS) + "\"f\"";
    var sample = TestingDeliveries.gogs();
    var huge = new Sample(sample.headers(), sample.body().replace("[\"a\"]", "[" + files + "]"));
    assertThat(open(huge)).isEqualTo(push("http://gitea.local:3000/team/shop", "dev", false));
  }

  @Test
  void believesGitHubsSignatures() {
    var sample = TestingDeliveries.gitHub();
    String sha256 = sample.signature("HmacSHA256", "hub");
    String sha1 = sample.signature("HmacSHA1", "hub");
    assertThat(guarded(sample.with("X-Hub-Signature-256", "sha256=" + sha256)))
        .isInstanceOf(Push.class);
    assertThat(guarded(sample.with("X-Hub-Signature", "sha1=" + sha1))).isInstanceOf(Push.class);
    assertThat(
            guarded(
                sample.with(
                    "X-Hub-Signature", "sha1=" + sha1, "X-Hub-Signature-256", "sha256=" + sha1)))
        .isEqualTo(Refused.forged("HMAC verification failed"));
    assertThat(guarded(sample.with("X-Hub-Signature-256", "sha256=")))
        .isEqualTo(Refused.forged("HMAC verification failed"));
    assertThat(guarded(sample)).isEqualTo(Refused.forged("missing X-Hub-Signature-256 Header"));
  }

  @Test
  void believesTheOtherHostsSignatures() {
    var gogs = TestingDeliveries.gogs();
    assertThat(guarded(gogs.with("X-Gogs-Signature", gogs.signature("HmacSHA256", "gogs"))))
        .isInstanceOf(Push.class);
    assertThat(guarded(gogs.with("X-Gogs-Signature", gogs.signature("HmacSHA256", "hub"))))
        .isEqualTo(Refused.forged("HMAC verification failed"));
    var server = TestingDeliveries.bitbucketServer();
    assertThat(
            guarded(
                server.with(
                    "X-Hub-Signature", "sha256=" + server.signature("HmacSHA256", "server"))))
        .isInstanceOf(Push.class);
    assertThat(guarded(server)).isEqualTo(Refused.forged("missing X-Hub-Signature Header"));
  }

  @Test
  void believesTokensUuidsAndPasswords() {
    var lab = TestingDeliveries.gitLab();
    assertThat(guarded(lab.with("X-Gitlab-Token", "lab"))).isInstanceOf(Push.class);
    assertThat(guarded(lab.with("X-Gitlab-Token", "la")))
        .isEqualTo(Refused.forged("X-Gitlab-Token validation failed"));
    var cloud = TestingDeliveries.bitbucketCloud();
    assertThat(guarded(cloud)).isInstanceOf(Push.class);
    assertThat(guarded(cloud.with("X-Hook-UUID", "{other}")))
        .isEqualTo(Refused.forged("UUID verification failed"));
    var azure = TestingDeliveries.azureDevOps();
    assertThat(guarded(azure.with("Authorization", basic("azure:p:w")))).isInstanceOf(Push.class);
    for (String wrong : List.of(basic("azure:p"), "Basic ???", "Bearer x", "")) {
      assertThat(guarded(azure.with("Authorization", wrong)))
          .isEqualTo(Refused.forged("basic auth verification failed"));
    }
  }

  private static String basic(String text) {
    return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anUnbelievedBodyIsNotLookedAt() {
    var broken = new Sample(List.of("X-GitHub-Event", "push"), "{");
    assertThat(guarded(broken)).isEqualTo(Refused.forged("missing X-Hub-Signature-256 Header"));
    assertThat(open(broken)).isEqualTo(Refused.malformed("error parsing payload"));
  }

  @Test
  void refusesWhatNoHostSends() {
    var unknown = new Sample(List.of("X-Anything", "push"), "{}");
    assertThat(open(unknown)).isEqualTo(new Refused(400, "Unknown webhook event", false));
    var other = new Sample(List.of("X-GitHub-Event", "issues"), "{}");
    assertThat(open(other)).isEqualTo(Refused.malformed("event not defined to be parsed"));
    var get = TestingDeliveries.gitHub().delivery("GET", new byte[0]);
    assertThat(WebhookParser.parse(get, WebhookSecrets.NONE))
        .isEqualTo(new Refused(405, "Webhook processing failed: invalid HTTP Method", false));
  }

  @Test
  void ignoresAPushWithoutARepository() {
    assertThat(
            open(new Sample(List.of("X-GitHub-Event", "push"), "{\"ref\": \"refs/heads/main\"}")))
        .isInstanceOf(Ignored.class);
    assertThat(open(new Sample(List.of("X-Event-Key", "repo:refs_changed"), "{\"repository\": 5}")))
        .isInstanceOf(Ignored.class);
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(TestingDeliveries.SECRETS.toString()).isEqualTo("WebhookSecrets");
  }
}
