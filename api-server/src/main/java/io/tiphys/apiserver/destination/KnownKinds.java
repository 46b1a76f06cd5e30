package io.tiphys.apiserver.destination;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.kube.discovery.Discovery;
import io.tiphys.model.manifest.GroupVersionKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What kinds a cluster serves, remembered. Callers who ask for kinds that are not there make it
/// ask the cluster again, but not as often as they like.
final class KnownKinds {

  private static final Duration FRESH = Duration.ofSeconds(5);
  private static final Duration GOOD = Duration.ofMinutes(10);

  private final Discovery discovery;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;

  private record Known(ApiResources resources, long at) {
    boolean isYoungerThan(Duration age) {
      return System.nanoTime() - at < age.toNanos();
    }
  }

  KnownKinds(KubeClient client) {
    this.discovery = new Discovery(client);
  }

  /// @param failed throws a refusal of what is no success
  ApiResource find(GroupVersionKind kind, Consumer<Answer> failed) {
    return in(all(failed), kind)
        .or(() -> in(notOlderThan(FRESH, failed), kind))
        .orElseThrow(() ->
            Refusal.notFound(
                "the server could not find the requested resource: %s/%s"
                    .formatted(kind.apiVersion(), kind.kind())));
  }

  ApiResources all(Consumer<Answer> failed) {
    return notOlderThan(GOOD, failed);
  }

  private static Optional<ApiResource> in(ApiResources resources, GroupVersionKind kind) {
    return kind.version().isEmpty() ? resources.preferred(kind.groupKind()) : resources.of(kind);
  }

  private ApiResources notOlderThan(Duration age, Consumer<Answer> failed) {
    Known now = known;
    if (now != null && now.isYoungerThan(age)) {
      return now.resources();
    }
    asking.lock(); // who waits takes what the one before has got
    try {
      now = known;
      if (now != null && now.isYoungerThan(age)) {
        return now.resources();
      }
      return switch (discovery.discover()) {
        case Discovery.Result.Found(var resources) -> {
          known = new Known(resources, System.nanoTime());
          yield resources;
        }
        case Discovery.Result.Failed(var why) -> {
          if (now == null) {
            failed.accept(why);
            throw Refusal.unavailable(why.problem());
          }
          yield now.resources();
        }
      };
    } finally {
      asking.unlock();
    }
  }
}
