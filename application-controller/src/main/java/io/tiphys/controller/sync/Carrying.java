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

/// Does groups of tasks one after the other, and the tasks of a group at once.
final class Carrying {

  /// Does one task.
  @FunctionalInterface
  interface Step {
    Outcome of(SyncTask task) throws InterruptedException;
  }

  private Carrying() {}

  /// @return every task's outcome, in the order of the groups
  static Map<SyncTask, Outcome> all(List<List<SyncTask>> groups, Step step)
      throws InterruptedException {
    var outcomes = new LinkedHashMap<SyncTask, Outcome>();
    for (List<SyncTask> group : groups) {
      if (group.size() == 1) {
        outcomes.put(group.getFirst(), step.of(group.getFirst()));
      } else {
        atOnce(group, step, outcomes);
      }
    }
    return outcomes;
  }

  private static void atOnce(List<SyncTask> group, Step step, Map<SyncTask, Outcome> outcomes)
      throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Outcome>>(group.size());
      for (SyncTask task : group) {
        running.add(threads.submit(() -> step.of(task)));
      }
      for (int i = 0; i < group.size(); i++) {
        outcomes.put(group.get(i), outcome(running.get(i)));
      }
    }
  }

  private static Outcome outcome(Future<Outcome> running) throws InterruptedException {
    try {
      return running.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Outcome.Failed(String.valueOf(cause.getMessage()));
    }
  }
}
