package io.tiphys.controller.dependency;

import io.tiphys.controller.status.StatusComposer;
import io.tiphys.engine.dependency.AppGraph.Standing;
import io.tiphys.engine.project.Project;
import io.tiphys.model.application.Application;
import java.util.Map;

/// What counts of an Application for those that depend on it.
///
/// @param project whose Applications may know of it
record Fact(Standing standing, Map<String, String> labels, String project) {

  private static final String REFRESH = "argocd.argoproj.io/refresh";

  static Fact of(Application app) {
    var metadata = app.metadata();
    var status = app.status();
    boolean isSettled =
        app.operation() == null
            && metadata.deletionTimestamp() == null
            && !metadata.annotations().containsKey(REFRESH)
            && status.sync().comparedTo().equals(StatusComposer.comparedTo(app.spec()));
    return new Fact(
        new Standing(status.sync().status(), status.health().status(), isSettled),
        metadata.labels(),
        Project.orDefault(app.spec().project()));
  }
}
