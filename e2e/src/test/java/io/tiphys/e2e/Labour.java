package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.e2e.Client.Ended;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.Info;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// One client that makes, changes and deletes Applications of its own until it is stopped, and
/// notes down what the server acknowledged.
final class Labour implements Runnable {

  private static final int LINES = 3;
  private static final String FIRST = "made with it";
  private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";

  private final Client client;
  private final Map<String, Object> spec;
  private final Map<String, Written> written = new LinkedHashMap<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile boolean isStopped;

  /// What the client knows of one Application.
  private static final class Written {
    private Ended created = Ended.UNKNOWN;
    private final Map<String, Ended> lines = new LinkedHashMap<>();
    private Optional<Ended> deleted = Optional.empty();

    List<String> acknowledged() {
      return lines.keySet().stream().filter(it -> lines.get(it) == Ended.DONE).toList();
    }
  }

  /// @param spec of each Application
  Labour(Client client, Map<String, Object> spec) {
    this.client = client;
    var all = new TreeMap<>(spec);
    all.put("info", List.of(Map.of("name", "", "value", FIRST)));
    this.spec = all;
  }

  @Override
  public void run() {
    for (int number = 0; !isStopped; number++) {
      String app = client.name() + "-" + number;
      var one = new Written();
      written.put(app, one);
      one.created = counted(client.create(app, spec));
      for (int line = 0; one.created == Ended.DONE && line < LINES; line++) {
        String text = "line " + line;
        one.lines.put(text, counted(client.append(app, text)));
      }
      if (one.created == Ended.DONE && number % 3 == 1) {
        one.deleted = Optional.of(counted(client.delete(app)));
      }
      pause(one.created == Ended.UNKNOWN ? 200 : 100);
    }
  }

  private Ended counted(Ended ended) {
    if (ended == Ended.DONE) {
      acknowledged.incrementAndGet();
    }
    return ended;
  }

  /// How many writes the server has acknowledged.
  int acknowledged() {
    return acknowledged.get();
  }

  void stop() {
    isStopped = true;
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Everything that was acknowledged is there, nothing is there by half or twice.
  void verify(Apps apps) {
    written.forEach((name, one) -> {
      boolean isDeleted = one.deleted.equals(Optional.of(Ended.DONE));
      if (isDeleted) {
        apps.until(name, name + " is gone", () -> assertThat(apps.exists(name)).isFalse());
      } else if (one.created == Ended.DONE && one.deleted.isEmpty()) {
        assertThat(apps.exists(name)).as(name + " was acknowledged").isTrue();
      }
      if (!isDeleted && apps.exists(name)) {
        verify(name, apps.get(name), one);
      }
    });
  }

  private void verify(String name, Application app, Written one) {
    assertThat(app.metadata().finalizers()).as("finalizers of %s", name).contains(FINALIZER);
    assertThat(app.spec().destination().server()).as(name).isEqualTo(Apps.IN_CLUSTER);
    var lines =
        app.spec().info().stream().map(Info::value).filter(it -> !it.equals(FIRST)).toList();
    assertThat(lines)
        .as("lines of %s", name)
        .doesNotHaveDuplicates()
        .containsAll(one.acknowledged())
        .isSubsetOf(new ArrayList<>(one.lines.keySet()));
  }

  /// How often the client could not know how its write had ended.
  long unknown() {
    return written.values().stream()
        .filter(one ->
            one.created == Ended.UNKNOWN
                || one.lines.containsValue(Ended.UNKNOWN)
                || one.deleted.equals(Optional.of(Ended.UNKNOWN)))
        .count();
  }
}
