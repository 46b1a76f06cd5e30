package io.tiphys.apiserver.application;

import io.tiphys.engine.automation.Hold;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.RevisionHistory;
import io.tiphys.model.application.SyncStatus;
import io.tiphys.model.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps what an Application is rolled back to from being synced away again: automated sync waits
/// for another commit than the one that it was rolled back from.
final class RollbackHold {

  private RollbackHold() {}

  /// @param deployment what it is rolled back to
  /// @param who asked for it
  static Hold of(Application app, RevisionHistory deployment, String who) {
    SyncStatus compared = app.status().sync();
    List<String> newest =
        compared.revisions().isEmpty() ? List.of(compared.revision()) : compared.revisions();
    return new Hold(
        deployment.revisions().isEmpty() ? List.of(deployment.revision()) : deployment.revisions(),
        who,
        null,
        newest.contains("") ? List.of() : newest,
        "");
  }

  /// @param tree of the Application
  static void put(Map<String, @Nullable Object> tree, Hold hold) {
    var metadata =
        new TreeMap<String, @Nullable Object>(JsonTree.objectOrEmpty(tree.get("metadata")));
    var annotations =
        new TreeMap<String, @Nullable Object>(JsonTree.objectOrEmpty(metadata.get("annotations")));
    annotations.put(Hold.ANNOTATION, hold.text());
    metadata.put("annotations", annotations);
    tree.put("metadata", metadata);
  }
}
