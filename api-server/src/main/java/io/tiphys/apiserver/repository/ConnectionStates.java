package io.tiphys.apiserver.repository;

import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.meta.ConnectionStateBuilder;
import io.tiphys.model.repository.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whether repositories can be connected to: tried when somebody wants to know, remembered for a
/// while, here and by the other API servers, and tried anew when the repository is another one by
/// then. Any number of threads; those who ask at the same time share one try.
final class ConnectionStates {

  private static final int PARALLEL = 50;
  private static final ConnectionState UNDER_WAY =
      ConnectionStateBuilder.builder()
          .status("Unknown")
          .message("The connection is still being tried; ask again")
          .build();

  private final Function<Repository, Optional<RepoServerDoor.Failure>> test;
  private final ToldStates others;
  private final Duration life;
  private final Duration patience;
  private final InstantSource clock;
  private final Semaphore slots = new Semaphore(PARALLEL);
  private final Map<Repository, Known> known = new ConcurrentHashMap<>();

  private record Known(CompletableFuture<ConnectionState> state, Instant since) {}

  /// @param test connects
  /// @param others what other API servers know
  /// @param life for which an answer is good
  /// @param patience for those who ask; what takes longer goes on without them
  ConnectionStates(
      Function<Repository, Optional<RepoServerDoor.Failure>> test,
      ToldStates others,
      Duration life,
      Duration patience,
      InstantSource clock) {
    this.test = test;
    this.others = others;
    this.life = life;
    this.patience = patience;
    this.clock = clock;
  }

  /// One for each repository, in their order, tried side by side. `Unknown` for those that are not
  /// done in time; who asks again is told.
  ///
  /// @param anew try all, whatever is remembered
  List<ConnectionState> of(List<Repository> repositories, boolean anew)
      throws InterruptedException {
    List<Repository> plain =
        repositories.stream().map(it -> it.withConnectionState(ConnectionState.EMPTY)).toList();
    var told = anew ? Map.<Repository, ConnectionState>of() : others.of(plain);
    var asked = new ArrayList<CompletableFuture<ConnectionState>>();
    for (Repository repository : plain) {
      asked.add(ask(repository, told.get(repository), anew));
    }
    long end = System.nanoTime() + patience.toNanos();
    var states = new ArrayList<ConnectionState>();
    for (CompletableFuture<ConnectionState> state : asked) {
      try {
        states.add(state.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        states.add(UNDER_WAY);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
    return states;
  }

  /// Forgets all others.
  void retain(Collection<Repository> registered) {
    if (known.size() > registered.size()) {
      known.keySet().retainAll(new HashSet<>(registered));
    }
  }

  private CompletableFuture<ConnectionState> ask(
      Repository repository, @Nullable ConnectionState told, boolean anew) {
    var mine = new CompletableFuture<ConnectionState>();
    Instant now = clock.instant();
    Instant tried = told == null ? null : told.attemptedAt();
    if (told != null && tried != null && isNews(repository, tried, now)) {
      known.put(repository, new Known(CompletableFuture.completedFuture(told), tried));
    }
    Known one =
        known.compute(
            repository,
            (key, before) ->
                before == null || isOver(before, anew, now) ? new Known(mine, now) : before);
    if (one.state() == mine) {
      Thread.ofVirtual().name("repository-test").start(() -> run(repository, one));
    }
    return one.state();
  }

  /// Whether another API server has tried it since this one did.
  private boolean isNews(Repository repository, Instant tried, Instant now) {
    Known own = known.get(repository);
    boolean isNewer = own == null || (own.state().isDone() && own.since().isBefore(tried));
    return isNewer && !tried.plus(life).isBefore(now);
  }

  private boolean isOver(Known before, boolean anew, Instant now) {
    return before.state().isDone() && (anew || before.since().plus(life).isBefore(now));
  }

  private void run(Repository repository, Known one) {
    try {
      slots.acquire();
      try {
        Optional<RepoServerDoor.Failure> failure = test.apply(repository);
        ConnectionState state = state(failure);
        if (failure.isPresent() && !failure.get().isKnown()) {
          known.remove(repository, one);
        } else {
          others.tell(repository, state);
        }
        one.state().complete(state);
      } finally {
        slots.release();
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      known.remove(repository, one);
      one.state().completeExceptionally(e);
    }
  }

  private ConnectionState state(Optional<RepoServerDoor.Failure> failure) {
    return ConnectionStateBuilder.builder()
        .status(failure.isEmpty() ? "Successful" : "Failed")
        .message(failure.map(one -> "Unable to connect to repository: " + one.message()).orElse(""))
        .attemptedAt(clock.instant())
        .build();
  }
}
