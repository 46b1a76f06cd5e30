package io.tiphys.reposerver.serve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Lets a bounded number of renders run at once. Repositories take turns, and none may have every
/// slot while there is more than one: a repository whose renders hang leaves the others a way.
final class FairSlots {

  private final int limit;
  private final int perRepository;
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Deque<CompletableFuture<Void>>> waiting = new LinkedHashMap<>();
  private int total;

  /// @param limit at least one
  FairSlots(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("at least one slot, not " + limit);
    }
    this.limit = limit;
    this.perRepository = Math.max(1, limit - Math.max(1, limit / 4));
  }

  /// Waits for a turn; to be closed when the work is done.
  AutoCloseable take(String repository) throws InterruptedException {
    var turn = new CompletableFuture<Void>();
    synchronized (this) {
      waiting.computeIfAbsent(repository, name -> new ArrayDeque<>()).add(turn);
      grant();
    }
    try {
      turn.get();
    } catch (InterruptedException e) {
      giveUp(repository, turn);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return () -> release(repository);
  }

  private synchronized void giveUp(String repository, CompletableFuture<Void> turn) {
    if (turn.isDone()) {
      release(repository);
      return;
    }
    var queue = waiting.get(repository);
    if (queue != null && queue.remove(turn) && queue.isEmpty()) {
      waiting.remove(repository);
    }
  }

  private synchronized void release(String repository) {
    total--;
    running.computeIfPresent(repository, (name, count) -> count == 1 ? null : count - 1);
    grant();
  }

  private void grant() {
    boolean granted = true;
    while (granted && total < limit) {
      granted = false;
      for (Iterator<Map.Entry<String, Deque<CompletableFuture<Void>>>> queues =
              waiting.entrySet().iterator();
          queues.hasNext(); ) {
        var entry = queues.next();
        String repository = entry.getKey();
        if (running.getOrDefault(repository, 0) < perRepository) {
          var turn = entry.getValue().removeFirst();
          queues.remove();
          if (!entry.getValue().isEmpty()) {
            waiting.put(repository, entry.getValue()); // behind the others
          }
          total++;
          running.merge(repository, 1, Integer::sum);
          turn.complete(null);
          granted = true;
          break;
        }
      }
    }
  }
}
