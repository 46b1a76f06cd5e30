package io.tiphys.kube.watch;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows a collection of objects and tells a listener each state once, across broken connections
/// and lists that start anew. Keeps only what is needed for that: keys and versions.
public final class ResourceWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ResourceWatch.class);

  private static final int PAGE = 500;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5); // there are few such watches

  private final CountDownLatch synced = new CountDownLatch(1);
  private final ListWatch loop;
  private volatile String problem = "";

  private ResourceWatch(
      KubeClient client, WatchTarget target, WatchListener listener, boolean managedFields) {
    this.loop =
        ListWatch.start(
            client,
            target,
            new Sink(client.access().server(), target, listener, managedFields),
            new Alone(target),
            new ListWatch.Limits(PAGE, new Semaphore(1), LONGEST_WAIT));
  }

  /// Starts at once, in a virtual thread; the objects are told without their `managedFields`.
  public static ResourceWatch start(KubeClient client, WatchTarget target, WatchListener listener) {
    return new ResourceWatch(client, target, listener, false);
  }

  /// The same with `managedFields`.
  public static ResourceWatch startWithManagedFields(
      KubeClient client, WatchTarget target, WatchListener listener) {
    return new ResourceWatch(client, target, listener, true);
  }

  /// Whether all objects that were there at the start have been told.
  public boolean hasSynced() {
    return synced.getCount() == 0;
  }

  /// Waits for that.
  ///
  /// @return false when the time is over
  public boolean awaitSynced(Duration time) throws InterruptedException {
    return synced.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Why the server is not reached or refuses now; empty while all is well.
  public Optional<String> problem() {
    return Optional.of(problem).filter(text -> !text.isEmpty());
  }

  @Override
  public void close() {
    loop.close();
  }

  /// Each watch finds out on its own whether the server is there.
  private final class Alone implements Reachability {
    private final WatchTarget target;
    private boolean isLost;

    Alone(WatchTarget target) {
      this.target = target;
    }

    @Override
    public void await() {}

    @Override
    public void lost(String cause) {
      problem = cause;
      if (!isLost) {
        isLost = true;
        log.warn("{}: {}; it is tried until it goes on", target.path(), cause);
      }
    }

    @Override
    public void reached() {
      problem = "";
      if (isLost) {
        isLost = false;
        log.info("{}: the API server answers again", target.path());
      }
    }
  }

  private final class Sink implements ObjectSink {
    private final String server;
    private final WatchTarget target;
    private final WatchListener listener;
    private final boolean managedFields;
    private final Map<ResourceKey, String> versions = new HashMap<>();

    Sink(String server, WatchTarget target, WatchListener listener, boolean managedFields) {
      this.server = server;
      this.target = target;
      this.listener = listener;
      this.managedFields = managedFields;
    }

    @Override
    public void put(RawObject object, boolean isListed) {
      ResourceKey key = object.header().key();
      String version = object.header().resourceVersion();
      if (version.equals(versions.put(key, version))) {
        return;
      }
      byte[] json = managedFields ? object.json() : object.jsonWithoutManagedFields();
      guarded(
          key, () -> listener.changed(new WatchListener.Seen(key, version, json), !hasSynced()));
    }

    @Override
    public void gone(RawObject last) {
      ResourceKey key = last.header().key();
      versions.remove(key);
      byte[] json = managedFields ? last.json() : last.jsonWithoutManagedFields();
      guarded(key, () -> listener.gone(key, json));
    }

    @Override
    public void listed(Set<ResourceKey> keys, String resourceVersion) {
      for (ResourceKey key : new ArrayList<>(versions.keySet())) {
        if (!keys.contains(key)) {
          versions.remove(key);
          guarded(key, () -> listener.gone(key, null));
        }
      }
      problem = "";
      if (!hasSynced()) {
        guarded(target.path(), listener::synced);
        synced.countDown();
      }
    }

    @Override
    public void reached(String resourceVersion) {
      problem = "";
    }

    @Override
    public void failing(Answer.Refused why) {
      problem = why.message();
      guarded(target.path(), () -> listener.failing(why.message()));
    }

    @Override
    public void unservable(Answer.Refused why) {
      failing(why);
    }

    private void guarded(Object subject, Runnable call) {
      try {
        call.run();
      } catch (RuntimeException | Error e) { // of the listener: the watch has others to tell
        log.error("cluster {}: what was told of {} could not be taken", server, subject, e);
      }
    }
  }
}
