package io.tiphys.controller.sync;

import io.tiphys.engine.sync.Outcome;
import io.tiphys.engine.sync.SyncTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does groups of tasks one after the other, and the tasks of a group at once. It stops after a
/// group in which the cluster was not reached.
///
/// @param outcomes of the tasks that were done, in the order of the groups
/// @param outage why the others were not; empty when all were done
record Carrying(Map<SyncTask, Outcome> outcomes, String outage) {

  /// Does one task.
  @FunctionalInterface
  interface Step {

    /// @throws UnreachableException when the cluster was not reached
    Outcome of(SyncTask task) throws InterruptedException;
  }

  boolean isCutOff() {
    return !outage.isEmpty();
  }

  static Carrying all(List<List<SyncTask>> groups, Step step) throws InterruptedException {
    var outcomes = new LinkedHashMap<SyncTask, Outcome>();
    for (List<SyncTask> group : groups) {
      String outage =
          group.size() == 1
              ? alone(group.getFirst(), step, outcomes)
              : atOnce(group, step, outcomes);
      if (!outage.isEmpty()) {
        return new Carrying(outcomes, outage);
      }
    }
    return new Carrying(outcomes, "");
  }

  private static String alone(SyncTask task, Step step, Map<SyncTask, Outcome> outcomes)
      throws InterruptedException {
    try {
      outcomes.put(task, step.of(task));
      return "";
    } catch (UnreachableException e) {
      return outage(task, e);
    }
  }

  private static String atOnce(List<SyncTask> group, Step step, Map<SyncTask, Outcome> outcomes)
      throws InterruptedException {
    String outage = "";
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Outcome>>(group.size());
      for (SyncTask task : group) {
        running.add(threads.submit(() -> step.of(task)));
      }
      for (int i = 0; i < group.size(); i++) {
        try {
          outcomes.put(group.get(i), running.get(i).get());
        } catch (ExecutionException e) {
          Throwable cause = e.getCause() == null ? e : e.getCause();
          if (cause instanceof UnreachableException) {
            outage = outage(group.get(i), cause);
          } else {
            outcomes.put(group.get(i), new Outcome.Failed(String.valueOf(cause.getMessage())));
          }
        }
      }
    }
    return outage;
  }

  private static String outage(SyncTask task, Throwable cause) {
    return task.key() + ": " + cause.getMessage();
  }
}
