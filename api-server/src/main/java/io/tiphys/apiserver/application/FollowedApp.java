package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.store.AppChange;
import io.tiphys.apiserver.application.store.Changes;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Operation.Frames;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.v1alpha1.ApplicationWatchEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a watch tells besides the changes of the objects. Who follows one Application by its name
/// sees the health of its objects, and is told when only that has changed: the tree comes a moment
/// after the status. Who follows all of them shares the bytes of all others. One thread.
final class FollowedApp {

  private static final Duration SOON = Duration.ofMillis(400);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final boolean isOne;
  private final ResourceHealth health;
  private final Frames<ApplicationWatchEvent> frames;
  private @Nullable StoredApp last;
  private String version = "";
  private Duration patience = SOON;

  FollowedApp(ApplicationQuery query, ResourceHealth health, Frames<ApplicationWatchEvent> frames) {
    this.isOne = !query.getName().isEmpty();
    this.health = health;
    this.frames = frames;
  }

  void send(AppChange change) throws InterruptedException {
    boolean isGone = change.type() == AppChange.Type.DELETED;
    if (isGone || !isOne || !change.app().facts().isHealthInTree()) {
      last = null; // what is gone, perhaps to another project, has no tree that may be looked at
      frames.send(change);
      return;
    }
    var shown = health.shown(change.app());
    last = change.app();
    version = shown.version();
    patience = SOON;
    frames.send(new AppChange(change.type(), shown.app()));
  }

  /// Waits for the next change, of the object or of its tree.
  AppChange next(Changes changes) throws InterruptedException {
    while (true) {
      StoredApp followed = last;
      if (followed == null) {
        return changes.take();
      }
      AppChange change = changes.poll(patience);
      if (change != null) {
        return change;
      }
      patience =
          patience.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : patience.multipliedBy(2);
      if (!health.version(followed).equals(version)) {
        return new AppChange(AppChange.Type.MODIFIED, followed);
      }
    }
  }
}
