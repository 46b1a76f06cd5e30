package io.tiphys.settings;

import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Selection;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchListener;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the settings of one namespace current.
public final class SettingsWatch implements AutoCloseable {

  /// Is told of new settings, by one thread, in order. What it throws is logged.
  @FunctionalInterface
  public interface Listener {
    void changed(Settings before, Settings after);
  }

  private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);
  private static final Duration GATHER = Duration.ofMillis(20);
  private static final String OURS = "argocd-";

  private final SettingsReader reader;
  private final Map<String, Map<String, String>> configMaps = new ConcurrentHashMap<>();
  private final Map<String, byte[]> secrets = new ConcurrentHashMap<>();
  private final Map<String, byte[]> partSecrets = new ConcurrentHashMap<>();
  private final Map<String, byte[]> ownSecret = new ConcurrentHashMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final Semaphore dirty = new Semaphore(0);
  private final CountDownLatch read = new CountDownLatch(1);
  private final List<ResourceWatch> watches;
  private final Thread thread;
  private final ReentrantLock news = new ReentrantLock();
  private final Condition isNew = news.newCondition();
  private volatile Settings current = Settings.NONE;

  private SettingsWatch(KubeClient client, String namespace, ClusterAccess home) {
    this.reader = new SettingsReader(home);
    this.watches =
        List.of(
            ResourceWatch.start(
                client, target("configmaps", "ConfigMap", namespace, Selection.ALL), configMaps()),
            ResourceWatch.start(
                client,
                target("secrets", "Secret", namespace, Selection.byLabels(NamedSecret.TYPE_LABEL)),
                secrets(secrets)),
            ResourceWatch.start(
                client,
                target(
                    "secrets",
                    "Secret",
                    namespace,
                    Selection.byLabels("app.kubernetes.io/part-of=argocd")),
                secrets(partSecrets)),
            ResourceWatch.start(
                client,
                target("secrets", "Secret", namespace, Selection.byName(SecretValues.NAME)),
                secrets(ownSecret)));
    this.thread = Thread.ofVirtual().name("settings " + namespace).start(this::run);
  }

  /// Starts to watch; returns at once.
  ///
  /// @param namespace where Tiphys is installed
  /// @param home how the cluster that Tiphys runs in is reached
  public static SettingsWatch start(KubeClient client, String namespace, ClusterAccess home) {
    return new SettingsWatch(client, namespace, home);
  }

  private static WatchTarget target(
      String plural, String kind, String namespace, Selection selection) {
    return new WatchTarget(ResourcePath.collection("", "v1", plural, namespace), kind, selection);
  }

  /// Waits until the settings were read for the first time.
  ///
  /// @return false when the time is over
  public boolean awaitRead(Duration time) throws InterruptedException {
    return read.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The settings now; those of an empty installation before they were read.
  public Settings current() {
    return current;
  }

  /// Waits for what the settings do not say yet, such as what this process has just written.
  ///
  /// @return false when the time is over before they say it
  public boolean await(Predicate<Settings> wanted, Duration time) throws InterruptedException {
    long nanos = time.toNanos();
    news.lock();
    try {
      while (!wanted.test(current)) {
        if (nanos <= 0) {
          return false;
        }
        nanos = isNew.awaitNanos(nanos);
      }
      return true;
    } finally {
      news.unlock();
    }
  }

  /// Told from the next change on.
  public void onChange(Listener listener) {
    listeners.add(listener);
  }

  /// Why the settings may be outdated: the API server is not reached, or refuses.
  public Optional<String> problem() {
    return watches.stream().flatMap(watch -> watch.problem().stream()).findFirst();
  }

  private void run() {
    try {
      for (ResourceWatch watch : watches) {
        while (!watch.hasSynced()) {
          watch.awaitSynced(Duration.ofSeconds(60));
        }
      }
      while (true) {
        refresh();
        dirty.acquire();
        Thread.sleep(GATHER); // a `kubectl apply` of many objects is one change
        dirty.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void refresh() {
    Settings before = current;
    Settings after;
    try {
      var parts = new ArrayList<>(partSecrets.values());
      parts.addAll(ownSecret.values());
      after = reader.read(configMaps, secrets.values(), parts);
    } catch (RuntimeException | Error e) {
      log.error("the settings cannot be read; the last ones stay in force", e);
      return;
    }
    publish(after);
    boolean isFirst = read.getCount() > 0;
    read.countDown();
    for (SettingsProblem problem : after.problems()) {
      if (!before.problems().contains(problem)) {
        log.warn("settings: {}", problem);
      }
    }
    if (!isFirst) {
      for (Listener listener : listeners) {
        try {
          listener.changed(before, after);
        } catch (RuntimeException | Error e) {
          log.error("new settings could not be taken", e);
        }
      }
    }
  }

  private void publish(Settings settings) {
    news.lock();
    try {
      current = settings;
      isNew.signalAll();
    } finally {
      news.unlock();
    }
  }

  private WatchListener configMaps() {
    return new WatchListener() {
      @Override
      public void changed(Seen object, boolean isInitial) {
        if (object.key().name().startsWith(OURS)) {
          configMaps.put(object.key().name(), SettingsReader.data(object.json()));
          dirty.release();
        }
      }

      @Override
      public void gone(ResourceKey key, byte @Nullable [] last) {
        if (configMaps.remove(key.name()) != null) {
          dirty.release();
        }
      }
    };
  }

  private WatchListener secrets(Map<String, byte[]> into) {
    return new WatchListener() {
      @Override
      public void changed(Seen object, boolean isInitial) {
        into.put(object.key().name(), object.json());
        dirty.release();
      }

      @Override
      public void gone(ResourceKey key, byte @Nullable [] last) {
        if (into.remove(key.name()) != null) {
          dirty.release();
        }
      }
    };
  }

  @Override
  public void close() {
    watches.forEach(ResourceWatch::close);
    thread.interrupt();
  }
}
