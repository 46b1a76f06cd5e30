package io.tiphys.e2e;

import io.tiphys.model.application.Application;
import io.tiphys.testkit.git.TestingRepository;
import java.util.Map;

/// An Application with a repository of its own and a namespace of its own, worked by what a user
/// types.
///
/// @param argocd the user
/// @param namespace what it deploys into
record TypedApp(
    CommandScript script,
    Argocd argocd,
    String name,
    TestingRepository repository,
    String namespace) {

  /// One that follows the directory `app` of its repository.
  ///
  /// @param files of the first commit
  /// @param options of the creation
  static TypedApp create(
      CommandScript script, Argocd argocd, String name, Map<String, String> files, String options) {
    var app =
        new TypedApp(script, argocd, name, script.git().repository(name), script.newNamespace());
    app.repository.commit(files);
    argocd
        .type(
            "app create %s --repo %s --revision main --path app --dest-server %s --dest-namespace %s %s"
                .formatted(name, app.repository.fileUrl(), Apps.IN_CLUSTER, app.namespace, options))
        .succeeds();
    return app;
  }

  /// Runs `argocd app COMMAND NAME OPTIONS`.
  Argocd.Said type(String command, String options) {
    return argocd.type("app %s %s %s".formatted(command, name, options));
  }

  Argocd.Said sync(String options) {
    return type("sync", "--timeout 90 --retry-limit 0 " + options);
  }

  /// As the cluster has it.
  Application resource() {
    return script.apps().get(name);
  }

  void delete() {
    type("delete", "--yes --wait").succeeds();
  }
}
