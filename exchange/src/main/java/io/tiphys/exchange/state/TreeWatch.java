package io.tiphys.exchange.state;

import java.time.Duration;
import java.util.Optional;

/// Follows the resource tree of one Application, at the pace of who asks: what changed several
/// times meanwhile is given once. One thread; nothing is to be closed.
public final class TreeWatch {

  private final AppStateReader reader;
  private final ChangeHub hub;
  private final AppRef app;
  private String version = "";

  TreeWatch(AppStateReader reader, ChangeHub hub, AppRef app) {
    this.reader = reader;
    this.hub = hub;
    this.app = app;
  }

  /// The tree, if it is another one than that which was given last; else the next one.
  ///
  /// @param patience how long it is waited for
  /// @return empty when there was no other one in that time
  /// @throws InterruptedException also when the reader was closed: who follows is to stop
  public Optional<TreeState> next(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      long seen = hub.count(app);
      Optional<TreeState> now = reader.tree(app).filter(state -> !state.version().equals(version));
      long left = deadline - System.nanoTime();
      if (now.isPresent() || left <= 0) {
        now.ifPresent(state -> version = state.version());
        return now;
      }
      hub.await(app, seen, Duration.ofNanos(left));
    }
  }
}
