package io.tiphys.controller.application;

import io.tiphys.model.application.Application;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An Application as the API server has it.
///
/// @param key its name
/// @param app what we know of it
/// @param tree all of it, to make the smallest patch from
/// @param sinceNanos when this state came here, of `System.nanoTime()`
public record Seen(
    AppKey key, Application app, Map<String, @Nullable Object> tree, long sinceNanos) {

  /// For how long it has been known here.
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - sinceNanos);
  }

  public String resourceVersion() {
    return app.metadata().resourceVersion();
  }

  public boolean isBeingDeleted() {
    return app.metadata().deletionTimestamp() != null;
  }
}
