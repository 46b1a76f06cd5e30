package io.tiphys.apiserver.session;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Selection;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchListener;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.ResourceKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Tokens that were given back before their end. They are noted down in Secrets with the label
/// `tiphys.io/revoked-tokens`, sixteen at most, which every replica follows: no restart and no
/// emptied Redis makes one good again. What has expired anyway is taken out with the next one.
public final class RevokedTokens implements AutoCloseable {

  private static final String NAME = "tiphys-revoked-tokens-";
  private static final String LABEL = "tiphys.io/revoked-tokens";

  /// In one Secret, which has 1 MiB at most, with its managed fields.
  private static final int MOST = 6_000;

  private static final int ATTEMPTS = 4;
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private final KubeClient kube;
  private final String namespace;
  private final InstantSource clock;
  private final Map<Character, Map<String, Instant>> shards = new ConcurrentHashMap<>();
  private final Map<String, Instant> own = new ConcurrentHashMap<>();
  private final AtomicLong generation = new AtomicLong();
  private final ResourceWatch watch;

  private RevokedTokens(KubeClient kube, String namespace, InstantSource clock) {
    this.kube = kube;
    this.namespace = namespace;
    this.clock = clock;
    var collection = ResourcePath.collection("", "v1", "secrets", namespace);
    var target = new WatchTarget(collection, "Secret", Selection.byLabels(LABEL));
    this.watch = ResourceWatch.start(kube, target, listener());
  }

  /// Starts to follow them; returns at once.
  ///
  /// @param namespace of the control plane
  public static RevokedTokens start(KubeClient kube, String namespace, InstantSource clock) {
    return new RevokedTokens(kube, namespace, clock);
  }

  /// Waits until all that were given back before are known; no token should be believed earlier.
  ///
  /// @return false when the time is over
  public boolean awaitKnown(Duration time) throws InterruptedException {
    return watch.awaitSynced(time);
  }

  /// Grows with each change.
  public long generation() {
    return generation.get();
  }

  public boolean contains(String id) {
    var key = TokenKey.of(id);
    return own.containsKey(key.hex())
        || shards.getOrDefault(key.shard(), Map.of()).containsKey(key.hex());
  }

  /// Takes a token out of use, here at once and with the others as soon as they hear of it.
  ///
  /// @param expiresAt of the token; none for one without an end
  /// @throws Refusal when it could not be noted down: it counts no more in this process, but will
  ///   after a restart
  public void add(String id, Optional<Instant> expiresAt) {
    var key = TokenKey.of(id);
    Instant end = expiresAt.filter(it -> it.isBefore(NEVER)).orElse(NEVER);
    if (!end.isAfter(clock.instant())) {
      return;
    }
    own.put(key.hex(), end);
    generation.incrementAndGet();
    Answer answer = new Answer.Unreachable("not tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      answer = write(key, end);
      if (answer.isOk()) {
        own.values().removeIf(it -> !it.isAfter(clock.instant()));
        return;
      }
    }
    throw Refusal.unavailable("the session cannot be ended for good: " + answer.problem());
  }

  private Answer write(TokenKey key, Instant end) {
    var known = shards.getOrDefault(key.shard(), Map.of());
    var data = new HashMap<String, @Nullable Object>();
    known.forEach((hex, until) -> {
      if (!until.isAfter(clock.instant())) {
        data.put(hex, null);
      }
    });
    if (known.size() - data.size() >= MOST) {
      throw new Refusal(
          Status.Code.RESOURCE_EXHAUSTED, "too many sessions were ended; try again later");
    }
    data.put(key.hex(), encoded(end));
    var path = path(key.shard());
    var answer =
        kube.patch(
            path, PatchType.MERGE, JsonTree.write(Map.of("data", data)), Write.as("argocd-server"));
    return answer instanceof Answer.Refused refused && refused.isNotFound()
        ? kube.create(path.collection(), secret(key, end), Write.as("argocd-server"))
        : answer;
  }

  private byte[] secret(TokenKey key, Instant end) {
    return JsonTree.write(
        Map.of(
            "apiVersion", "v1",
            "kind", "Secret",
            "type", "Opaque",
            "metadata",
                Map.of(
                    "name",
                    NAME + key.shard(),
                    "namespace",
                    namespace,
                    "labels",
                    Map.of(LABEL, "true")),
            "data", Map.of(key.hex(), encoded(end))));
  }

  private ResourcePath path(char shard) {
    return ResourcePath.object("", "v1", "secrets", namespace, NAME + shard);
  }

  private static String encoded(Instant end) {
    byte[] text = Long.toString(end.getEpochSecond()).getBytes(StandardCharsets.US_ASCII);
    return Base64.getEncoder().encodeToString(text);
  }

  private WatchListener listener() {
    return new WatchListener() {
      @Override
      public void changed(Seen object, boolean isInitial) {
        if (isOurs(object.key())) {
          shards.put(shard(object.key()), read(object.json()));
          generation.incrementAndGet();
        }
      }

      @Override
      public void gone(ResourceKey key, byte @Nullable [] last) {
        if (isOurs(key)) {
          shards.remove(shard(key));
          generation.incrementAndGet();
        }
      }
    };
  }

  /// Anybody could put the label on another Secret.
  private static boolean isOurs(ResourceKey key) {
    return key.name().startsWith(NAME) && key.name().length() == NAME.length() + 1;
  }

  private static char shard(ResourceKey key) {
    return key.name().charAt(NAME.length());
  }

  private static Map<String, Instant> read(byte[] json) {
    var entries = new HashMap<String, Instant>();
    JsonTree.objectOrEmpty(JsonTree.parseObject(json).get("data"))
        .forEach((key, value) -> entries.put(key, end(String.valueOf(value))));
    return Map.copyOf(entries);
  }

  /// What cannot be read stays for ever: in doubt a token has ended.
  private static Instant end(String base64) {
    try {
      byte[] text = Base64.getDecoder().decode(base64);
      return Instant.ofEpochSecond(
          Long.parseLong(new String(text, StandardCharsets.US_ASCII).strip()));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      return NEVER;
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
