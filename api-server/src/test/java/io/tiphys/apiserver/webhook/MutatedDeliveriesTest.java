package io.tiphys.apiserver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import io.tiphys.model.application.Application;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is done to a delivery, it is taken or refused.
class MutatedDeliveriesTest {

  private static final int ROUNDS = 100_000;

  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ",",
          ":",
          "null",
          "true",
          "-1e999",
          "9".repeat(400),
          "\\u0000",
          "\\ud800",
          "[[[[[[[[",
          "{\"new\":",
          "\"ref\":{}",
          "\"commits\":null",
          "\"links\":[]",
          "https://[::1",
          "http://",
          "//",
          "refs/",
          "refs/heads/",
          ".git",
          "%zz",
          "*",
          "(?i)",
          "\\Q\\E",
          "../../..",
          ">=1.0.0 <",
          "\uFFFF");

  private static final List<Application> APPLICATIONS =
      List.of(
          TestingApplications.following("https://github.example/team/shop", "HEAD"),
          TestingApplications.following("git@gitlab.example:team/shop.git", ">=1.0.0"),
          TestingApplications.following("http://gitea.local:3000/team/shop", "refs/heads/dev"));

  private final Random random = new Random(20_260_101);

  @Test
  void noneIsAnError() {
    var samples = TestingDeliveries.all();
    int pushes = 0;
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var sample = samples.get(random.nextInt(samples.size()));
      byte[] body = mutated(sample.body().getBytes(StandardCharsets.UTF_8));
      var secrets = random.nextInt(10) == 0 ? TestingDeliveries.SECRETS : WebhookSecrets.NONE;
      switch (WebhookParser.parse(sample.delivery("POST", body), secrets)) {
        case Push push -> {
          pushes++;
          var followers = new Followers(push);
          APPLICATIONS.forEach(followers::include);
        }
        case Refused(var status, var text, var isForged) -> {
          refused++;
          assertThat(status).isBetween(400, 499);
        }
        case WebhookEvent.Ping ping -> {}
        case WebhookEvent.Ignored ignored -> {}
      }
    }
    assertThat(pushes).as("mutations that leave a push").isGreaterThan(ROUNDS / 20);
    assertThat(refused).as("mutations that leave none").isGreaterThan(ROUNDS / 20);
  }

  private byte[] mutated(byte[] body) {
    byte[] bytes = body;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] body) {
    if (body.length == 0) {
      return body;
    }
    int at = random.nextInt(body.length);
    int length = Math.min(1 + random.nextInt(20), body.length - at);
    byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(6)) {
      case 0 -> flipped(body, at);
      case 1 -> spliced(body, at, length, new byte[0]);
      case 2 -> spliced(body, at, 0, piece);
      case 3 -> spliced(body, at, length, piece);
      case 4 -> spliced(body, at, 0, slice(body, random.nextInt(body.length)));
      default -> slice(body, at);
    };
  }

  private byte[] flipped(byte[] body, int at) {
    byte[] copy = body.clone();
    copy[at] = (byte) random.nextInt(256);
    return copy;
  }

  private static byte[] slice(byte[] body, int length) {
    return java.util.Arrays.copyOf(body, length);
  }

  private static byte[] spliced(byte[] body, int at, int length, byte[] piece) {
    var out = new ByteArrayOutputStream();
    out.write(body, 0, at);
    out.writeBytes(piece);
    out.write(body, at + length, body.length - at - length);
    return out.toByteArray();
  }
}
