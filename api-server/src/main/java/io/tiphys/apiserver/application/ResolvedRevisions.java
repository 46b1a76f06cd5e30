package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.RequestedRevisions.Revisions;
import java.util.List;

/// What a sync is going to.
///
/// @param revision of the one source; empty with several
/// @param revisions one a source; empty with one
/// @param shown the same for people, such as `main (4f0d1c…)`
record ResolvedRevisions(String revision, List<String> revisions, String shown) {

  ResolvedRevisions {
    revisions = List.copyOf(revisions);
  }

  static ResolvedRevisions one(String revision, String shown) {
    return new ResolvedRevisions(revision, List.of(), shown);
  }

  /// As they were asked for.
  static ResolvedRevisions none(Revisions asked) {
    return new ResolvedRevisions(asked.revision(), asked.revisions(), asked.revision());
  }
}
