package io.tiphys.telemetry.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Whether a service can work, as a list of named checks.
public final class Health {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Executor VIRTUAL = task -> Thread.ofVirtual().name("health").start(task);

  private final List<Named> checks = new CopyOnWriteArrayList<>();

  /// Says what is wrong, or nothing.
  @FunctionalInterface
  public interface Check {
    /// @return a reason without a secret, or none when all is well
    Optional<String> problem();
  }

  private record Named(String name, boolean onlyFull, Check check) {}

  /// A check that each question asks.
  public void add(String name, Check check) {
    checks.add(new Named(name, false, check));
  }

  /// A check that costs something: only `/healthz?full=true` asks it.
  public void addFull(String name, Check check) {
    checks.add(new Named(name, true, check));
  }

  /// Asks all checks at once; one that throws or does not answer within five seconds has a problem.
  ///
  /// @return the problems with the names of their checks, or none
  public Optional<String> problem(boolean full) {
    var answers =
        checks.stream()
            .filter(check -> full || !check.onlyFull())
            .map(check -> ask(check))
            .toList();
    String problems =
        answers.stream()
            .map(Health::await)
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n"));
    return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
  }

  private record Asked(String name, CompletableFuture<Optional<String>> answer) {}

  private static Asked ask(Named check) {
    return new Asked(
        check.name(), CompletableFuture.supplyAsync(() -> check.check().problem(), VIRTUAL));
  }

  private static Optional<String> await(Asked asked) {
    try {
      return asked
          .answer()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .map(problem -> asked.name() + ": " + problem);
    } catch (TimeoutException e) {
      return Optional.of(asked.name() + ": no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      return Optional.of(asked.name() + ": " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(asked.name() + ": interrupted");
    }
  }
}
