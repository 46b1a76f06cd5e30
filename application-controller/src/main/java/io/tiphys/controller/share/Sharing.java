package io.tiphys.controller.share;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.queue.QueueObserver;
import io.tiphys.controller.queue.WorkQueue;
import io.tiphys.engine.diff.SecretMask;
import io.tiphys.exchange.state.AppRef;
import io.tiphys.exchange.state.AppStateWriter;
import io.tiphys.settings.ArgocdSettings;
import io.tiphys.trust.seal.Subscription;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the state of each Application after its turns: those of a short while together, and the
/// world is looked at when it is written, not before. Any number of threads; nobody waits for Redis
/// but those whose turn somebody waits for.
public final class Sharing implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Sharing.class);
  private static final Duration BURST = Duration.ofMillis(200);
  private static final Duration LATER = Duration.ofSeconds(10);
  private static final Duration PULSE = Duration.ofSeconds(10);
  private static final Duration FIRST_PULSE = Duration.ofSeconds(2);
  private static final int WRITERS = 4;

  /// @param app another one when it was made again
  /// @param server the URL of its cluster; empty when its destination is not valid
  /// @param found null when nothing may be shown
  private record Known(AppRef app, String server, @Nullable Found found) {}

  private final AppStateWriter writer;
  private final ClusterReports clusters;
  private final Orphans orphans;
  private final Supplier<ArgocdSettings> settings;
  private final Map<AppKey, Known> known = new ConcurrentHashMap<>();
  private final WorkQueue<AppKey> queue;
  private final Subscription missing;
  private final Thread pulse;

  public Sharing(
      AppStateWriter writer,
      ClusterReports clusters,
      Orphans orphans,
      Supplier<ArgocdSettings> settings) {
    this.writer = writer;
    this.orphans = orphans;
    this.settings = settings;
    this.queue = new WorkQueue<>("app-state", WRITERS, this::write, QueueObserver.NONE);
    this.clusters = clusters;
    this.missing = writer.onMissing(this::again);
    this.pulse = Thread.ofVirtual().name("app-state-pulse").start(this::pulse);
  }

  /// A turn has found this.
  public void found(AppKey key, Found found) {
    remember(key, new Known(found.app(), found.cluster().server(), found));
  }

  /// The same, written when this returns unless Redis cannot be reached: somebody waits to read it.
  public void foundAndAwaited(AppKey key, Found found) {
    found(key, found);
    write(key);
  }

  /// A turn has found that the Application has no right to its cluster, or none is there.
  ///
  /// @param server the URL of its cluster; empty when its destination is not valid
  public void nothing(AppKey key, AppRef app, String server) {
    remember(key, new Known(app, server, null));
  }

  private void remember(AppKey key, Known now) {
    Known before = known.put(key, now);
    if (before != null && !before.app().equals(now.app())) {
      writer.remove(before.app());
    }
    queue.addAfter(key, BURST);
  }

  /// There is no such Application any more.
  public void gone(AppKey key) {
    Known before = known.remove(key);
    if (before != null) {
      queue.forget(key);
      Thread.ofVirtual().start(() -> writer.remove(before.app()));
    }
  }

  private Map<String, Long> applicationsByServer() {
    var counts = new HashMap<String, Long>();
    known.values().forEach(one -> counts.merge(one.server(), 1L, Long::sum));
    return counts;
  }

  private void again(AppRef app) {
    var key = new AppKey(app.namespace(), app.name());
    Known one = known.get(key);
    if (one != null && one.app().equals(app)) {
      queue.add(key);
    }
  }

  private void write(AppKey key) {
    Known now = known.get(key);
    if (now == null) {
      return;
    }
    Found found = now.found();
    if (found != null && found.cluster().outage().isPresent()) {
      return; // what was known stays: nobody can say better
    }
    boolean isWritten = found == null ? writeNothing(now.app()) : write(found);
    if (!isWritten) {
      queue.addAfter(key, LATER);
    }
  }

  private boolean writeNothing(AppRef app) {
    return write(app, AppTree.EMPTY) & writer.writeManaged(app, List.of());
  }

  private boolean write(Found found) {
    ArgocdSettings now = settings.get();
    var tree = AppTree.of(found, orphans, nodeLabels(now));
    var mask = new SecretMask(Set.copyOf(now.sensitiveMaskAnnotations()));
    return write(found.app(), tree) & writer.writeManaged(found.app(), Managed.of(found, mask));
  }

  private boolean write(AppRef app, AppTree tree) {
    return writer.writeTree(app, tree.nodes(), tree.orphans(), tree.hosts());
  }

  private static List<String> nodeLabels(ArgocdSettings settings) {
    String names = settings.data().getOrDefault("application.allowedNodeLabels", "");
    return Arrays.stream(names.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private void pulse() {
    try {
      Thread.sleep(FIRST_PULSE);
      while (true) {
        try {
          var lost = writer.tend();
          lost.forEach(this::again);
          if (!lost.isEmpty()) {
            clusters.forget();
          }
          clusters.write(applicationsByServer());
        } catch (RuntimeException e) {
          log.error("the state of Applications could not be tended", e);
        }
        Thread.sleep(PULSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    pulse.interrupt();
    missing.close();
    queue.close();
  }
}
