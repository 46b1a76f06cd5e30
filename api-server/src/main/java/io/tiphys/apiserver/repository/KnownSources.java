package io.tiphys.apiserver.repository;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.RevisionHistory;
import io.tiphys.model.application.SourceHydrator;
import java.util.stream.Stream;

/// The sources that an Application has, and those that it was synced to.
///
/// @param app as it is stored
record KnownSources(Application app) {

  /// @param index among several sources, from 0
  /// @param historyId of the entry that is meant, where it has several sources
  boolean include(ApplicationSource source, int index, int historyId) {
    if (app.spec().sourceHydrator() != null) {
      return hydrated(app.spec().sourceHydrator()).anyMatch(source::equals);
    }
    return current().anyMatch(source::equals)
        || app.status().history().stream()
            .flatMap(entry -> synced(entry, index, historyId))
            .anyMatch(source::equals);
  }

  private Stream<ApplicationSource> current() {
    var spec = app.spec();
    return spec.sources().isEmpty() ? Stream.ofNullable(spec.source()) : spec.sources().stream();
  }

  /// What is read and what is written.
  private static Stream<ApplicationSource> hydrated(SourceHydrator hydrator) {
    var dry = hydrator.drySource();
    ApplicationSource read =
        ApplicationSource.EMPTY
            .withRepoURL(dry.repoURL())
            .withPath(dry.path())
            .withTargetRevision(dry.targetRevision());
    return Stream.of(
        read,
        read.withPath(hydrator.syncSource().path())
            .withTargetRevision(hydrator.syncSource().targetBranch()));
  }

  /// With the commit as the target: what the target was then may mean another one now.
  private static Stream<ApplicationSource> synced(RevisionHistory entry, int index, int historyId) {
    if (entry.sources().isEmpty()) {
      return Stream.ofNullable(entry.source())
          .map(source -> source.withTargetRevision(entry.revision()));
    }
    return entry.id() == historyId
            && index >= 0
            && index < entry.sources().size()
            && index < entry.revisions().size()
        ? Stream.of(entry.sources().get(index).withTargetRevision(entry.revisions().get(index)))
        : Stream.empty();
  }
}
