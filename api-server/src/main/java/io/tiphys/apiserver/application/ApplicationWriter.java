package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.store.AppFacts;
import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.application.store.ApplicationStore;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes Applications: each change is made to what is there now, and nobody else's is lost.
public final class ApplicationWriter {

  private static final Write WRITE = Write.as("argocd-server");
  private static final int ATTEMPTS = 10;

  private final KubeClient client;
  private final ApplicationStore store;

  public ApplicationWriter(KubeClient client, ApplicationStore store) {
    this.client = client;
    this.store = store;
  }

  /// Changes an Application's tree, in place.
  @FunctionalInterface
  interface Change {
    /// @param app its newest state
    /// @throws Refusal when it cannot be changed so
    void apply(Map<String, @Nullable Object> app);
  }

  /// What came of a creation.
  sealed interface Created {
    record Made(StoredApp app) implements Created {}

    record Exists() implements Created {}
  }

  /// @param app as an object of Kubernetes
  Created create(AppName name, Map<String, @Nullable Object> app) {
    Answer answer =
        client.create(ApplicationStore.path(name).collection(), JsonTree.write(app), WRITE);
    return switch (answer) {
      case Answer.Ok(var code, var body) -> new Created.Made(store.accept(body));
      case Answer.Refused refused when refused.reason().equals("AlreadyExists") ->
          new Created.Exists();
      case Answer.Refused refused -> throw Refusal.of(refused);
      case Answer.Unreachable unreachable -> throw Refusal.of(unreachable);
    };
  }

  /// The newest state, from the API server itself.
  Optional<StoredApp> read(AppName name) {
    return switch (client.get(ApplicationStore.path(name))) {
      case Answer.Ok(var code, var body) -> Optional.of(store.accept(body));
      case Answer.Refused refused when refused.isNotFound() -> Optional.empty();
      case Answer.Refused refused -> throw Refusal.of(refused);
      case Answer.Unreachable unreachable -> throw Refusal.of(unreachable);
    };
  }

  /// Makes a change, again on the new state when somebody else was faster.
  ///
  /// @param found the one that the caller may change
  /// @throws Refusal NOT_FOUND when it is gone, PERMISSION_DENIED when it is another project's by
  ///   now, ABORTED when others were always faster
  StoredApp update(StoredApp found, Change change) {
    AppName name = found.name();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      byte[] current = check(client.get(ApplicationStore.path(name)));
      var tree = new TreeMap<String, @Nullable Object>(JsonTree.parseObject(current));
      if (!AppFacts.of(tree).project().equals(found.facts().project())) {
        throw Refusal.denied();
      }
      change.apply(tree);
      Answer answer = client.replace(ApplicationStore.path(name), JsonTree.write(tree), WRITE);
      if (!(answer instanceof Answer.Refused refused && refused.isConflict())) {
        return store.accept(check(answer));
      }
    }
    throw new Refusal(
        io.grpc.Status.Code.ABORTED, "Failed to update application. Too many conflicts");
  }

  /// Merges a patch, whatever the version is by now.
  StoredApp merge(AppName name, Map<String, ?> patch) {
    return store.accept(
        check(
            client.patch(
                ApplicationStore.path(name), PatchType.MERGE, JsonTree.write(patch), WRITE)));
  }

  void delete(AppName name, String uid) {
    check(
        client.delete(
            ApplicationStore.path(name), Delete.of(Delete.Propagation.BACKGROUND).onlyUid(uid)));
  }

  private static byte[] check(Answer answer) {
    return switch (answer) {
      case Answer.Ok(var code, var body) -> body;
      case Answer.Refused refused -> throw Refusal.of(refused);
      case Answer.Unreachable unreachable -> throw Refusal.of(unreachable);
    };
  }
}
