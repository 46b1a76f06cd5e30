package io.tiphys.apiserver.certificate;

import io.tiphys.apiserver.certificate.CertificateSecrets.Choice;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Selection;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchListener;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate that is to be served now. The Secrets that it can be in are followed: a renewed
/// one is served without a restart, and while what they say cannot be used, the last good one
/// stays.
public final class ServedCertificate implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ServedCertificate.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CertificateSecrets secrets;
  private final Map<String, byte[]> known = new ConcurrentHashMap<>();
  private final Semaphore dirty = new Semaphore(1);
  private final List<ResourceWatch> watches;
  private final Thread thread;
  private ServingCertificate current;
  private Consumer<ServingCertificate> listener = certificate -> {};

  private ServedCertificate(KubeClient kube, String namespace) {
    secrets = new CertificateSecrets(kube, namespace);
    current = secrets.loadOrCreate();
    watches =
        List.of(
            watch(kube, namespace, CertificateSecrets.GIVEN),
            watch(kube, namespace, CertificateSecrets.OWN));
    thread = Thread.ofVirtual().name("serving certificate").start(this::run);
  }

  /// Reads it, or makes one where there is none, and follows it.
  ///
  /// @param namespace of the control plane
  /// @throws IllegalStateException when there is none to be had; the message says what to look at
  public static ServedCertificate follow(KubeClient kube, String namespace) {
    return new ServedCertificate(kube, namespace);
  }

  /// Tells the one of now, and later each other one.
  ///
  /// @param taker is the only one
  public synchronized void each(Consumer<ServingCertificate> taker) {
    listener = taker;
    taker.accept(current);
  }

  private ResourceWatch watch(KubeClient kube, String namespace, String name) {
    var collection = ResourcePath.collection("", "v1", "secrets", namespace);
    return ResourceWatch.start(
        kube,
        new WatchTarget(collection, "Secret", Selection.byName(name)),
        new WatchListener() {
          @Override
          public void changed(Seen object, boolean isInitial) {
            known.put(object.key().name(), object.json());
            dirty.release();
          }

          @Override
          public void gone(ResourceKey key, byte @Nullable [] last) {
            known.remove(key.name());
            dirty.release();
          }
        });
  }

  private void run() {
    try {
      for (ResourceWatch watch : watches) {
        while (!watch.hasSynced()) {
          watch.awaitSynced(PATIENCE);
        }
      }
      while (true) {
        dirty.acquire();
        dirty.drainPermits();
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void look() {
    switch (secrets.choose(known(CertificateSecrets.GIVEN), known(CertificateSecrets.OWN))) {
      case Choice.Found(var name, var certificate) -> take(name, certificate);
      case Choice.Broken broken -> log.error("the last good serving certificate stays");
      case Choice.Nothing nothing ->
          log.warn("no Secret has a serving certificate any longer; the last one stays");
    }
  }

  private Optional<Map<String, @Nullable Object>> known(String name) {
    return Optional.ofNullable(known.get(name)).map(JsonTree::parseObject);
  }

  private synchronized void take(String name, ServingCertificate found) {
    if (found.equals(current)) {
      return;
    }
    try {
      listener.accept(found);
    } catch (RuntimeException e) {
      log.error("Secret {}: the certificate cannot be served; the last one stays", name, e);
      return;
    }
    current = found;
    log.atInfo()
        .addKeyValue("secret", name)
        .addKeyValue("notAfter", found.chain().getFirst().getNotAfter().toInstant().toString())
        .log("the serving certificate has changed");
  }

  @Override
  public void close() {
    watches.forEach(ResourceWatch::close);
    thread.interrupt();
  }
}
