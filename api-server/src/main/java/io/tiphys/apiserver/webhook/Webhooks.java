package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.BodyReader.Outcome;
import io.tiphys.apiserver.webhook.WebhookEvent.Ignored;
import io.tiphys.apiserver.webhook.WebhookEvent.Ping;
import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.apiserver.webhook.WebhookEvent.Refused;
import io.tiphys.model.application.Application;
import io.tiphys.settings.Settings;
import io.tiphys.telemetry.logs.Security;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes deliveries of Git hosts and refreshes the Applications that follow what was pushed.
/// Whatever comes, and however much of it, memory stays bounded: what there is no room for is
/// turned away, and the host or the next poll makes up for it.
public final class Webhooks implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

  /// Texts in pushes that wait: some 50 MB.
  private static final int WAITING = 500_000;

  /// As other logs of security mark it: somebody tries something.
  private static final Answer BUSY = new Answer(503, "Queue is full, discarding webhook payload");

  private final WebhookApplications applications;
  private final Supplier<Settings> settings;
  private final BodyReader bodies;
  private final PushQueue pushes = new PushQueue(WAITING);
  private final RefreshQueue refreshes;
  private final List<Thread> workers = new ArrayList<>();

  /// What the sender is answered.
  ///
  /// @param status of HTTP
  /// @param text empty for none
  record Answer(int status, String text) {
    private static final Answer TAKEN = new Answer(200, "");
  }

  /// Begins to work at once.
  ///
  /// @param settings those of the moment
  /// @param parallelism pushes worked on at once (`--webhook-parallelism-limit`)
  /// @param refreshWorkers refreshes under way at once (`--webhook-refresh-workers`)
  public Webhooks(
      WebhookApplications applications,
      Supplier<Settings> settings,
      int parallelism,
      int refreshWorkers) {
    this.applications = applications;
    this.settings = settings;
    long heap = Runtime.getRuntime().maxMemory();
    this.bodies = new BodyReader(Math.max(heap / 4, 16L << 20));
    this.refreshes = new RefreshQueue(applications, refreshWorkers);
    for (int i = 0; i < parallelism; i++) {
      workers.add(Thread.ofVirtual().name("webhook " + i).start(this::work));
    }
  }

  /// @param headers gives a header's value by its name; empty where there is none
  /// @param length of the body as declared, negative when it is not
  Answer receive(String method, UnaryOperator<String> headers, InputStream body, long length) {
    WebhookSettings now = WebhookSettings.of(settings.get());
    if (length > now.maxPayload()) {
      return unreadable(now);
    }
    try (Outcome read = bodies.read(body, now.maxPayload())) {
      return switch (read) {
        case Outcome.Whole(var bytes, var release) ->
            take(WebhookParser.parse(new Delivery(method, headers, bytes), now.secrets()), now);
        case Outcome.Unreadable unreadable -> unreadable(now);
        case Outcome.Busy busy -> BUSY;
      };
    }
  }

  private static Answer unreadable(WebhookSettings now) {
    return new Answer(
        400,
        "Webhook processing failed: The payload is either too large or corrupted. Please check the"
            + " payload size (must be under "
            + (now.maxPayload() >> 20)
            + " MB) and ensure it is valid JSON");
  }

  private Answer take(WebhookEvent event, WebhookSettings now) {
    return switch (event) {
      case Push push -> pushes.offer(push) ? Answer.TAKEN : BUSY;
      case Ping ping -> Answer.TAKEN;
      case Ignored(var why) -> {
        log.debug("webhook: ignored: {}", why);
        yield Answer.TAKEN;
      }
      case Refused(var status, var text, var isForged) -> {
        var weight = isForged ? Security.HIGH : Security.LOW;
        log.atInfo().addKeyValue(Security.FIELD, weight.level()).log("webhook: {}", text);
        yield text.endsWith("error parsing payload") ? unreadable(now) : new Answer(status, text);
      }
    };
  }

  private void work() {
    try {
      while (true) {
        Push push = pushes.take();
        try {
          refresh(push);
        } catch (RuntimeException e) {
          log.error("webhook: a push could not be worked on", e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void refresh(Push push) {
    var followers = new Followers(push);
    var keys = new ArrayList<RefreshQueue.Key>();
    applications
        .from(followers::isPushed)
        .filter(followers::include)
        .map(Application::metadata)
        .forEach(it -> keys.add(new RefreshQueue.Key(it.namespace(), it.name())));
    WebhookSettings now = WebhookSettings.of(settings.get());
    refreshes.add(keys, keys.size() > now.jitterThreshold() ? now.jitter() : Duration.ZERO);
    log.debug(
        "webhook: a push of {} refs concerns {} Applications", push.refs().size(), keys.size());
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
    refreshes.close();
  }
}
