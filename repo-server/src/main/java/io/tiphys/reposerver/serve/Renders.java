package io.tiphys.reposerver.serve;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.reposerver.render.RenderPlan;
import io.tiphys.reposerver.render.RenderResult;
import io.tiphys.reposerver.render.RenderResult.Failed;
import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.RenderResult.Rendered;
import io.tiphys.reposerver.render.Renderer;
import io.tiphys.reposerver.render.SourceType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes each result once: from the cache by its key, else together with all who want the same now,
/// when its repository has its turn.
final class Renders {

  private static final Logger log = LoggerFactory.getLogger(Renders.class);
  private static final String REMEMBERED = "Manifest generation error (cached): ";

  private final Renderer renderer;
  private final RenderCache cache;
  private final Duration life;
  private final FairSlots slots;
  private final RecentFailures failures;
  private final ServeObserver observer;
  private final Map<String, CompletableFuture<RenderResult>> running = new ConcurrentHashMap<>();

  /// @param life how long a result is kept
  Renders(
      Renderer renderer,
      RenderCache cache,
      Duration life,
      FairSlots slots,
      RecentFailures failures,
      ServeObserver observer) {
    this.renderer = renderer;
    this.cache = cache;
    this.life = life;
    this.slots = slots;
    this.failures = failures;
    this.observer = observer;
  }

  /// @param anew render again, whatever is remembered (a hard refresh); those who want it at the
  ///   same time share it
  RenderResult of(String repository, String key, RenderPlan.Ready plan, boolean anew) {
    // Who insists must not be given what another one found in the cache.
    String flight = anew ? "anew " + key : key;
    var mine = new CompletableFuture<RenderResult>();
    var other = running.putIfAbsent(flight, mine);
    if (other != null) {
      return await(other);
    }
    try {
      RenderResult result = anew ? null : remembered(key);
      if (result == null) {
        result = render(repository, key, plan);
      }
      running.remove(flight);
      mine.complete(result);
      return result;
    } catch (RuntimeException | Error e) {
      running.remove(flight);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private @Nullable RenderResult remembered(String key) {
    var failed = failures.of(key);
    if (failed.isPresent()) {
      // what would fail again the same way says the same: else each status would be written twice
      Failed known = failed.get();
      return known.lasting()
          ? known
          : new Failed(known.phase(), REMEMBERED + known.message(), false);
    }
    var kept = cache.get(key);
    if (kept.isEmpty()) {
      return null;
    }
    try {
      var response = ManifestResponse.parseFrom(kept.get());
      return new Rendered(
          SourceType.valueOf(response.getSourceType()),
          response.getManifestsList(),
          response.getCommandsList());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      log.warn("a cached render cannot be read and is made again: {}", e.getMessage());
      return null;
    }
  }

  private RenderResult render(String repository, String key, RenderPlan.Ready plan) {
    long asked = System.nanoTime();
    try (var slot = slots.take(repository)) {
      long start = System.nanoTime();
      observer.waited(Duration.ofNanos(start - asked));
      RenderResult result = renderer.render(plan);
      observer.rendered(repository, Duration.ofNanos(System.nanoTime() - start));
      switch (result) {
        case Rendered rendered -> {
          failures.succeeded(key);
          cache.put(key, bytes(rendered), life);
        }
        case Failed failed -> failures.failed(key, failed);
      }
      return result;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      Thread.currentThread().interrupt();
      return new Failed(Phase.BUILD, "interrupted", false);
    }
  }

  private static byte[] bytes(Rendered rendered) {
    return ManifestResponse.newBuilder()
        .setSourceType(rendered.sourceType().name())
        .addAllManifests(rendered.manifests())
        .addAllCommands(rendered.commands())
        .build()
        .toByteArray();
  }

  private static RenderResult await(CompletableFuture<RenderResult> other) {
    try {
      return other.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failed(Phase.BUILD, "interrupted", false);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
