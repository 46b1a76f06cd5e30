package io.tiphys.apiserver.application;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import java.util.ArrayList;
import java.util.List;

/// Which revisions a sync is asked for.
///
/// @param app whose sources say what is tracked
/// @param isDryRun then other revisions than the tracked ones are allowed with automation, too
record RequestedRevisions(Application app, boolean isDryRun) {

  /// @param revision of the one source; empty with several
  /// @param revisions one a source; empty with one
  /// @param isOverride whether anything else than what is tracked is asked for
  record Revisions(String revision, List<String> revisions, boolean isOverride) {}

  /// @param positions of the sources that `revisions` are for, from 1
  /// @throws Refusal FAILED_PRECONDITION when automation would undo it at once
  Revisions of(String revision, List<String> revisions, List<Long> positions) {
    var sources = SpecCheck.sources(app);
    if (app.spec().sources().isEmpty()) {
      String tracked = sources.isEmpty() ? "" : sources.getFirst().targetRevision();
      boolean isOther = !revision.isEmpty() && !revision.equals(orHead(tracked));
      if (isOther && isGuarded()) {
        throw Refusal.precondition(
            "Cannot sync to %s: auto-sync currently set to %s"
                .formatted(revision, orHead(tracked)));
      }
      return new Revisions(revision.isEmpty() ? tracked : revision, List.of(), isOther);
    }
    if (revisions.size() != positions.size()) {
      throw Refusal.invalid("revisions and sourcePositions must be of the same length");
    }
    var all = new ArrayList<String>();
    sources.forEach(source -> all.add(source.targetRevision()));
    boolean isOverride = false;
    for (int i = 0; i < positions.size(); i++) {
      int place = place(positions.get(i), sources.size());
      ApplicationSource source = sources.get(place);
      if (!revisions.get(i).equals(orHead(source.targetRevision()))) {
        isOverride = true;
        if (isGuarded()) {
          throw Refusal.precondition(
              "Cannot sync source %s to %s: auto-sync currently set to %s"
                  .formatted(source.repoURL(), revisions.get(i), orHead(source.targetRevision())));
        }
      }
      all.set(place, revisions.get(i));
    }
    return new Revisions("", List.copyOf(all), isOverride);
  }

  static int place(long position, int count) {
    if (position < 1 || position > count) {
      throw Refusal.invalid("source position is out of range");
    }
    return (int) position - 1;
  }

  private boolean isGuarded() {
    return OperationRequests.isAutomated(app) && !isDryRun;
  }

  private static String orHead(String revision) {
    return revision.isEmpty() ? "HEAD" : revision;
  }
}
