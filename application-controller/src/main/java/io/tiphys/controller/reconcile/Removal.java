package io.tiphys.controller.reconcile;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.sync.HookKeeper;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Deletes objects of an Application that ends, as many at once as the cluster's limit allows.
///
/// @param isBackground what the objects own may go after them
record Removal(Cluster cluster, boolean isBackground) {

  private static final int MOST_NAMED = 5;

  /// @return what went wrong, with the object's name each
  List<String> of(List<Manifest> objects) throws InterruptedException {
    var problems = new ArrayList<String>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<String>>(objects.size());
      for (Manifest object : objects) {
        running.add(threads.submit(() -> delete(object)));
      }
      for (int i = 0; i < objects.size(); i++) {
        String problem = outcome(running.get(i), objects.get(i));
        if (!problem.isEmpty() && problems.size() < MOST_NAMED) {
          problems.add(problem);
        }
      }
    }
    return problems;
  }

  /// Hooks whose outcome nobody waits for any more.
  void letGo(List<Manifest> objects) throws InterruptedException {
    for (Manifest object : objects) {
      HookKeeper.release(cluster, object);
    }
  }

  private static String outcome(Future<String> running, Manifest object)
      throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      return "%s could not be deleted: %s".formatted(object.key(), e.getCause());
    }
  }

  private String delete(Manifest object) throws InterruptedException {
    var resource = cluster.resource(object.gvk());
    if (resource.isEmpty()) {
      return "";
    }
    Delete how =
        Delete.of(isBackground ? Delete.Propagation.BACKGROUND : Delete.Propagation.FOREGROUND)
            .onlyUid(object.uid());
    Answer answer =
        cluster.writing(() ->
            cluster.client().delete(resource.get().object(object.namespace(), object.name()), how));
    if (answer instanceof Answer.Ok(var _, var body)) {
      cluster.cache().observeDeletion(resource.get(), object.key(), object.uid(), body);
    }
    HookKeeper.release(cluster, object);
    boolean isGone = answer instanceof Answer.Refused refused && refused.isNotFound();
    return answer.isOk() || isGone
        ? ""
        : "%s could not be deleted: %s".formatted(object.key(), answer.problem());
  }
}
