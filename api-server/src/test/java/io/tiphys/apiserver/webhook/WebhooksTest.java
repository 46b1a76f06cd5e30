package io.tiphys.apiserver.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.webhook.TestingDeliveries.Sample;
import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.model.application.Application;
import io.tiphys.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WebhooksTest {

  /// Two Applications; a refresh waits until it may go on.
  private static final class Refreshed implements WebhookApplications {
    private final BlockingQueue<String> names = new LinkedBlockingQueue<>();
    private final Semaphore mayGoOn = new Semaphore(0);

    @Override
    public Stream<Application> from(Predicate<String> isPushed) {
      return Stream.of(
              TestingApplications.following("https://github.example/team/shop", ""),
              TestingApplications.following("https://github.example/team/other", ""))
          .filter(it -> isPushed.test(it.spec().sources().getFirst().repoURL()));
    }

    @Override
    public void refresh(String namespace, String name) {
      names.add(namespace + "/" + name);
      mayGoOn.acquireUninterruptibly();
    }

    String next() throws InterruptedException {
      String name = names.poll(60, TimeUnit.SECONDS);
      return name == null ? "none" : name;
    }
  }

  private final Refreshed refreshed = new Refreshed();

  private static Webhooks.Answer send(Webhooks webhooks, Sample sample) {
    byte[] body = sample.body().getBytes(StandardCharsets.UTF_8);
    return webhooks.receive(
        "POST", sample.delivery().headers(), new ByteArrayInputStream(body), body.length);
  }

  @Test
  void aPushRefreshesThoseWhoFollow() throws Exception {
    try (var webhooks = new Webhooks(refreshed, () -> Settings.NONE, 2, 1)) {
      assertThat(send(webhooks, TestingDeliveries.gitHub()))
          .isEqualTo(new Webhooks.Answer(200, ""));
      assertThat(refreshed.next()).isEqualTo("argocd/shop");
      refreshed.mayGoOn.release(10);
      assertThat(send(webhooks, TestingDeliveries.gitHub()).status()).isEqualTo(200);
      assertThat(refreshed.next()).isEqualTo("argocd/shop");
    }
  }

  @Test
  void manyRefreshesOfOneApplicationThatWaitAreOne() throws Exception {
    try (var queue = new RefreshQueue(refreshed, 1)) {
      var shop = new RefreshQueue.Key("argocd", "shop");
      var last = new RefreshQueue.Key("argocd", "last");
      queue.add(List.of(shop), Duration.ZERO);
      assertThat(refreshed.next()).isEqualTo("argocd/shop"); // and it is under way now
      for (int i = 0; i < 1000; i++) {
        queue.add(List.of(shop), Duration.ZERO);
      }
      queue.add(List.of(last), Duration.ZERO);
      refreshed.mayGoOn.release(10);
      assertThat(List.of(refreshed.next(), refreshed.next()))
          .containsExactly("argocd/shop", "argocd/last");
    }
  }

  @Test
  void thereIsRoomForSoManyPushes() throws Exception {
    var queue = new PushQueue(10);
    var push =
        new Push(List.of("u"), List.of(new PushedRef("r", true)), List.of("a", "b", "c", "d"));
    assertThat(queue.offer(push)).isTrue();
    assertThat(queue.offer(push)).isFalse();
    assertThat(queue.take()).isSameAs(push);
    assertThat(queue.offer(push)).isTrue();
  }

  @Test
  void bodiesShareTheirMemory() {
    var bodies = new BodyReader(300 << 10);
    try (var first = bodies.read(new ByteArrayInputStream(new byte[100 << 10]), 1 << 20)) {
      assertThat(first).isInstanceOf(BodyReader.Outcome.Whole.class);
      assertThat(bodies.read(new ByteArrayInputStream(new byte[10]), 1 << 20))
          .isInstanceOf(BodyReader.Outcome.Busy.class);
    }
    assertThat(bodies.read(new ByteArrayInputStream(new byte[1 << 20]), 1 << 20))
        .as("alone it may be larger")
        .isInstanceOf(BodyReader.Outcome.Whole.class);
  }

  @Test
  void longAndBrokenBodiesAreRefused() {
    var bodies = new BodyReader(1 << 20);
    assertThat(bodies.read(new ByteArrayInputStream(new byte[1001]), 1000))
        .isInstanceOf(BodyReader.Outcome.Unreadable.class);
    var broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }
        };
    assertThat(bodies.read(broken, 1000)).isInstanceOf(BodyReader.Outcome.Unreadable.class);
    assertThat(bodies.read(new ByteArrayInputStream(new byte[1000]), 1000))
        .isInstanceOf(BodyReader.Outcome.Whole.class);
  }

  @Test
  void saysHowLongABodyMayBe() {
    try (var webhooks = new Webhooks(refreshed, () -> Settings.NONE, 1, 1)) {
      var sample = TestingDeliveries.gitHub();
      var answer =
          webhooks.receive(
              "POST", sample.delivery().headers(), InputStream.nullInputStream(), 51L << 20);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text())
          .startsWith("Webhook processing failed: The payload is either too large or corrupted.")
          .contains("(must be under 50 MB)");
      var broken = new Sample(sample.headers(), "{");
      assertThat(send(webhooks, broken).text()).isEqualTo(answer.text());
    }
  }
}
