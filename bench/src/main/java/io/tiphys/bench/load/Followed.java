package io.tiphys.bench.load;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.Connection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A collection as its watch tells it, reduced to one text an object.
final class Followed implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final PlainApi api;
  private final Map<String, String> texts = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Followed(PlainApi api) {
    this.api = api;
  }

  /// @param path of the collection, perhaps with a selector
  /// @param reduce what of an object is kept
  static Followed start(
      Connection connection, String path, Function<Map<String, @Nullable Object>, String> reduce) {
    var followed = new Followed(new PlainApi(connection));
    Thread.ofPlatform().daemon().start(() -> followed.run(path, reduce));
    return followed;
  }

  private void run(String path, Function<Map<String, @Nullable Object>, String> reduce) {
    String watch = path + (path.contains("?") ? "&" : "?") + "watch=true&timeoutSeconds=3600";
    while (!closed) {
      try (var lines =
          new BufferedReader(new InputStreamReader(api.open(watch), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          var event = JsonTree.parseObject(line.getBytes(StandardCharsets.UTF_8));
          var object = JsonTree.objectOrEmpty(event.get("object"));
          var metadata = JsonTree.objectOrEmpty(object.get("metadata"));
          texts.put(String.valueOf(metadata.get("name")), reduce.apply(object));
        }
      } catch (IOException | JacksonException | IllegalArgumentException e) {
        // broken off, perhaps within a line: it is opened again, and tells everything anew
        LockSupport.parkNanos(PAUSE.toNanos());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  long count(Predicate<String> wanted) {
    return texts.values().stream().filter(wanted).count();
  }

  boolean has(String name, String text) {
    return text.equals(texts.get(name));
  }

  /// Waits until so many are as wanted.
  ///
  /// @throws IllegalStateException when they are not after the given time
  void await(String what, long wantedCount, Predicate<String> wanted, Duration patience)
      throws InterruptedException {
    long start = System.nanoTime();
    long lastWord = start;
    for (long count = count(wanted); count < wantedCount; count = count(wanted)) {
      long now = System.nanoTime();
      if (now - start > patience.toNanos()) {
        throw new IllegalStateException(
            "%s: %d of %d after %d s".formatted(what, count, wantedCount, patience.toSeconds()));
      }
      if (now - lastWord > Duration.ofSeconds(5).toNanos()) {
        System.err.printf("  %s: %d of %d%n", what, count, wantedCount);
        lastWord = now;
      }
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    closed = true;
    api.close();
  }
}
