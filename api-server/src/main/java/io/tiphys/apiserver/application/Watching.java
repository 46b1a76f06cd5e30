package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.store.AppChange;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation.Frames;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Rights;
import io.tiphys.proto.application.ApplicationQuery;
import io.tiphys.proto.v1alpha1.ApplicationWatchEvent;
import java.util.Optional;
import java.util.function.Predicate;

/// Watches of Applications: the current state first, then each change once.
final class Watching {

  private final ApplicationAccess access;
  private final Listing listing;
  private final ResourceHealth health;

  Watching(ApplicationAccess access, Listing listing, ResourceHealth health) {
    this.access = access;
    this.listing = listing;
    this.health = health;
  }

  void watch(ApplicationQuery query, Call call, Frames<ApplicationWatchEvent> frames)
      throws InterruptedException {
    if (!query.getName().isEmpty() && !query.getProjectList().isEmpty()) {
      access.find(
          call,
          "get",
          new ApplicationAccess.Wanted(
              query.getName(), query.getAppNamespace(), query.getProject(0)));
    }
    var one = inNamespace(query);
    long after = version(query.getResourceVersion());
    Rights rights = call.rights();
    Predicate<StoredApp> wanted = listing.wanted(one, call);
    // Whoever follows one Application must not miss anything, whatever version was seen before.
    boolean isStateWanted = after == 0 || !query.getName().isEmpty();
    try (var changes = access.store().watch()) {
      var followed = new FollowedApp(query, health, frames);
      boolean isThere = false;
      for (StoredApp app : changes.state()) {
        boolean isNewer = version(app.facts().resourceVersion()) > after;
        if ((isStateWanted || isNewer) && wanted.test(app)) {
          isThere = true;
          followed.send(
              new AppChange(isStateWanted ? AppChange.Type.ADDED : AppChange.Type.MODIFIED, app));
        }
      }
      var gone = changes.gone();
      if (!query.getName().isEmpty() && !isThere) {
        tellTheEnd(gone.stream().filter(wanted).reduce((former, last) -> last), followed);
      }
      while (true) {
        var taken = followed.next(changes);
        if (call.rights() != rights) {
          rights = call.rights();
          wanted = listing.wanted(one, call);
        }
        var change = taken.seenBy(wanted);
        if (change.isPresent()) {
          followed.send(change.get());
        }
      }
    }
  }

  /// Who deletes an Application and then follows it, to see its end, may come after the end.
  private static void tellTheEnd(Optional<StoredApp> gone, FollowedApp followed)
      throws InterruptedException {
    if (gone.isPresent()) {
      followed.send(new AppChange(AppChange.Type.DELETED, gone.get()));
    }
  }

  /// Who names an Application and no namespace means the control plane's.
  private ApplicationQuery inNamespace(ApplicationQuery query) {
    return query.getName().isEmpty() || !query.getAppNamespace().isEmpty()
        ? query
        : query.toBuilder().setAppNamespace(access.controlPlaneNamespace()).build();
  }

  private static long version(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.invalid("resourceVersion: \"" + text + "\" is no number");
    }
  }
}
