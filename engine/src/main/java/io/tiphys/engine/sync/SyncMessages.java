package io.tiphys.engine.sync;

import java.util.List;
import java.util.stream.Collectors;

/// The messages of an operation, as Argo CD words them: people search for them and tools match
/// them.
final class SyncMessages {

  static final String ALL_TASKS_RUN = "successfully synced (all tasks run)";
  static final String TERMINATED = "Terminated";
  static final String NO_MORE_TASKS = "successfully synced (no more tasks)";

  /// A status is read by people and kept in etcd: ten thousand reasons help nobody.
  private static final int MOST_REASONS = 20;

  /// An API server may quote a whole object in what it says of one.
  private static final int LONGEST = 4096;

  private SyncMessages() {}

  /// What is said of one object, short enough for a status: its beginning and its end, where the
  /// reason stands.
  static String bounded(String message) {
    int left = message.length() - LONGEST;
    return left <= 0
        ? message
        : "%s … (%d characters left out) … %s"
            .formatted(
                message.substring(0, LONGEST / 2),
                left,
                message.substring(message.length() - LONGEST / 2));
  }

  static String withReasons(String message, List<String> reasons) {
    return reasons.isEmpty() ? message : message + ", reason: " + some(reasons);
  }

  static String some(List<String> reasons) {
    var different = reasons.stream().distinct().toList();
    String text = different.stream().limit(MOST_REASONS).collect(Collectors.joining(","));
    return different.size() > MOST_REASONS
        ? text + " and " + (different.size() - MOST_REASONS) + " more"
        : text;
  }

  static String waiting(List<SyncTask> tasks, boolean deletion) {
    var hooks = tasks.stream().filter(SyncTask::isHook).toList();
    boolean onlyHooks = hooks.size() == tasks.size();
    String state =
        deletion
            ? hooks.isEmpty() ? "deletion of" : "deletion of hook"
            : hooks.isEmpty() ? "healthy state of" : "completion of hook";
    var first = (hooks.isEmpty() ? tasks : hooks).getFirst().key();
    String message =
        "waiting for %s %s/%s/%s".formatted(state, first.group(), first.kind(), first.name());
    return tasks.size() == 1
        ? message
        : message
            + " and %d more %s".formatted(tasks.size() - 1, onlyHooks ? "hooks" : "resources");
  }

  static String confirmation(List<SyncTask> prunes) {
    var first = prunes.getFirst().object();
    String message =
        "Waiting for pruning confirmation of %s/%s/%s"
            .formatted(first.apiVersion(), first.kind(), first.name());
    return prunes.size() == 1
        ? message
        : message + " and %d more resources".formatted(prunes.size() - 1);
  }
}
