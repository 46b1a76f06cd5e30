package io.tiphys.trust.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that a test moves. It starts in the past: TLS itself looks at the real time, which a
/// moved clock must not run ahead of.
final class TestingClock implements InstantSource {

  static final Duration BEHIND = Duration.ofDays(65);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now().minus(BEHIND));

  @Override
  public Instant instant() {
    return now.get();
  }

  void advance(Duration time) {
    now.updateAndGet(it -> it.plus(time));
  }
}
