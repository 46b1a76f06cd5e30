package io.tiphys.kube.watch;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.BodyStream;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.Streamed;
import io.tiphys.model.manifest.ResourceKey;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop that follows one collection: list in pages, watch from there with bookmarks, go on
/// where a watch ended, list again when the server has forgotten that point (410). Runs in a
/// virtual thread of its own until it is closed.
public final class ListWatch implements AutoCloseable {

  /// Limits that watches share.
  ///
  /// @param pageSize objects per page of a list
  /// @param lists how many lists may be under way
  /// @param longestWait between two tries of what fails
  public record Limits(int pageSize, Semaphore lists, Duration longestWait) {}

  private static final Logger log = LoggerFactory.getLogger(ListWatch.class);
  private static final long QUICK_NANOS = 1_000_000_000L;
  private static final int EXPIRED_LISTS = 3;

  private final KubeClient client;
  private final WatchTarget target;
  private final ObjectSink sink;
  private final Reachability reachability;
  private final Limits limits;
  private final HeaderReader headers;
  private final Backoff backoff;
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable BodyStream open;
  private String resourceVersion = "";
  private int expiredLists;

  private ListWatch(
      KubeClient client,
      WatchTarget target,
      ObjectSink sink,
      Reachability reachability,
      Limits limits) {
    this.client = client;
    this.target = target;
    this.sink = sink;
    this.reachability = reachability;
    this.limits = limits;
    this.headers = new HeaderReader(target);
    this.backoff = new Backoff(Duration.ofMillis(500), limits.longestWait());
    this.thread = Thread.ofVirtual().name("watch " + target.path()).unstarted(this::run);
  }

  public static ListWatch start(
      KubeClient client,
      WatchTarget target,
      ObjectSink sink,
      Reachability reachability,
      Limits limits) {
    var watch = new ListWatch(client, target, sink, reachability, limits);
    watch.thread.start();
    return watch;
  }

  /// How a step of the loop ended.
  private enum Step {
    WENT_WELL,
    WAIT,
    STOP
  }

  private void run() {
    try {
      while (!closed) {
        reachability.await();
        Step step = step();
        if (step == Step.STOP) {
          return;
        }
        if (step == Step.WAIT) {
          Thread.sleep(backoff.next());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private Step step() throws InterruptedException {
    try {
      return resourceVersion.isEmpty() ? list() : watch();
    } catch (IOException e) {
      if (closed) {
        return Step.STOP;
      }
      log.debug("watch of {} broke: {}", target.path(), e.getMessage());
      reachability.lost(String.valueOf(e.getMessage()));
      return Step.WAIT;
    } catch (RuntimeException | Error e) { // whatever it was, nobody else would follow the kind
      faulty(e);
      return Step.WAIT;
    }
  }

  private void faulty(Throwable fault) {
    String server = client.access().server();
    log.error("cluster {}: watch of {} starts again with a list", server, target.path(), fault);
    resourceVersion = "";
    try {
      sink.failing(new Answer.Refused(0, "", "what the API server sent cannot be read: " + fault));
    } catch (RuntimeException | Error e) {
      log.error("cluster {}: the fault of {} could not be told", server, target.path(), e);
    }
  }

  private Step list() throws IOException, InterruptedException {
    limits.lists().acquire();
    try {
      var keys = new HashSet<ResourceKey>();
      String continueToken = "";
      String version = "";
      do {
        int size = expiredLists >= EXPIRED_LISTS ? 0 : limits.pageSize();
        switch (client.list(target.path(), target.selection(), size, continueToken)) {
          case Streamed.Closed(var why) -> {
            return failed(why, !continueToken.isEmpty());
          }
          case Streamed.Open(var body) -> {
            ListReader.Page page = read(body, keys);
            version = page.resourceVersion();
            continueToken = page.continueToken();
          }
        }
      } while (!continueToken.isEmpty() && !closed);
      if (closed) {
        return Step.STOP;
      }
      if (version.isEmpty()) {
        throw new IOException("a list without a resourceVersion");
      }
      resourceVersion = version;
      expiredLists = 0;
      backoff.reset();
      reachability.reached();
      sink.listed(keys, version);
      return Step.WENT_WELL;
    } finally {
      limits.lists().release();
    }
  }

  private ListReader.Page read(BodyStream body, Set<ResourceKey> keys) throws IOException {
    try (body) {
      open = body;
      return new ListReader(body.input())
          .read((buffer, from, to) -> {
            RawObject object = headers.read(buffer, from, to);
            keys.add(object.header().key());
            sink.put(object, true);
          });
    } finally {
      open = null;
    }
  }

  private Step watch() throws IOException {
    long start = System.nanoTime();
    Duration timeout = Duration.ofSeconds(1800 + ThreadLocalRandom.current().nextInt(1800));
    return switch (client.watch(target.path(), target.selection(), resourceVersion, timeout)) {
      case Streamed.Closed(var why) -> failed(why, true);
      case Streamed.Open(var body) -> {
        reachability.reached();
        sink.reached(resourceVersion);
        Step step = events(body);
        boolean quick = System.nanoTime() - start < QUICK_NANOS;
        yield step == Step.WENT_WELL && quick ? Step.WAIT : step;
      }
    };
  }

  private Step events(BodyStream body) throws IOException {
    try (body) {
      open = body;
      if (closed) {
        return Step.STOP;
      }
      byte[] line;
      while ((line = body.nextLine()) != null) {
        if (line.length > 0 && !event(line)) {
          return Step.WAIT;
        }
      }
      return Step.WENT_WELL;
    } finally {
      open = null;
    }
  }

  /// @return false when the server ends the watch with an error
  private boolean event(byte[] line) {
    EventReader event = EventReader.read(line);
    if (event.type().equals("ERROR")) {
      Answer.Refused why = event.refusal();
      if (why.isGone()) {
        resourceVersion = "";
      }
      log.debug("watch of {} ends: {}", target.path(), why.message());
      return false;
    }
    RawObject object = headers.read(line, event.from(), event.to());
    switch (event.type()) {
      case "ADDED", "MODIFIED" -> sink.put(object, false);
      case "DELETED" -> sink.gone(object);
      case "BOOKMARK" -> sink.reached(object.header().resourceVersion());
      default -> log.debug("watch of {}: event {} is not known", target.path(), event.type());
    }
    resourceVersion = object.header().resourceVersion();
    backoff.reset();
    return true;
  }

  private Step failed(Answer why, boolean maybeExpired) {
    return switch (why) {
      case Answer.Ok ok -> Step.WENT_WELL;
      case Answer.Unreachable(var cause) -> {
        reachability.lost(cause);
        yield Step.WAIT;
      }
      case Answer.Refused refused -> {
        reachability.reached();
        if (refused.isGone() && maybeExpired) {
          expiredLists += resourceVersion.isEmpty() ? 1 : 0;
          resourceVersion = "";
          yield Step.WENT_WELL;
        }
        if (refused.isNotFound() || refused.code() == 405) {
          sink.unservable(refused);
        } else {
          sink.failing(refused);
        }
        boolean overloaded = refused.code() == 429 || refused.code() >= 500;
        if (!overloaded) {
          resourceVersion = "";
        }
        yield Step.WAIT;
      }
    };
  }

  /// Stops following; nothing is told to the sink when a call under way has ended.
  @Override
  public void close() {
    closed = true;
    BodyStream body = open;
    if (body != null) {
      body.close();
    }
    thread.interrupt();
  }
}
