package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.Seen;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.AppComparison;
import io.tiphys.controller.compare.Verdict;
import io.tiphys.controller.desired.Desired;
import io.tiphys.controller.desired.DesiredAnswer;
import io.tiphys.controller.sync.OperationMemory;
import io.tiphys.controller.sync.OperationRunner;
import io.tiphys.engine.automation.AutoSync;
import io.tiphys.engine.automation.History;
import io.tiphys.engine.automation.SyncJournal;
import io.tiphys.engine.dependency.Gate;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.engine.sync.Retry;
import io.tiphys.engine.sync.Stall;
import io.tiphys.engine.sync.Supersession;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// An Application's operation in its turn: begun, taken up again, retried, ended.
final class OperationTurn {

  private static final Duration SOON = Duration.ofSeconds(1);

  private final Reconciler.Rooms rooms;
  private final Reconciler.Again again;
  private final StatusWriter writer;

  OperationTurn(Reconciler.Rooms rooms, Reconciler.Again again, StatusWriter writer) {
    this.rooms = rooms;
    this.again = again;
    this.writer = writer;
  }

  /// How long an operation has to wait to begin in another second than the one before: what its
  /// hooks are named and known by is the second.
  static Duration pause(Application app, Instant now) {
    OperationState last = app.status().operationState();
    Instant start = last == null ? null : last.startedAt();
    return start != null && start.getEpochSecond() == now.getEpochSecond()
        ? Duration.between(now, now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
        : Duration.ZERO;
  }

  /// An operation that was asked for and is not noted as begun, with that note. It is written
  /// before anything is done: hooks are named after the start, and whoever goes on when this
  /// process is killed has to find the same ones.
  ///
  /// @return empty when there is none, or its note is there
  Optional<Application> begun(Application app, Instant now) {
    OperationState state = app.status().operationState();
    return app.operation() == null || state != null && !isCompleted(state)
        ? Optional.empty()
        : Optional.of(with(app, OperationRunner.begin(app.operation(), now)));
  }

  /// Takes an operation that has begun as far as it goes without waiting.
  Application operate(Seen seen, AppMemory memory, Ground.Firm ground, Instant now)
      throws InterruptedException {
    Application app = seen.app();
    OperationState state = app.status().operationState();
    memory.waits = false;
    if (app.operation() == null || state == null || isCompleted(state)) {
      memory.operation = null;
      return app;
    }
    Optional<Instant> due = Retry.dueAt(state);
    if (due.isPresent()) {
      if (due.get().isAfter(now)) {
        again.after(seen.key(), Duration.between(now, due.get()));
        return with(app, state);
      }
      state = Retry.again(state);
    }
    boolean isTerminating = rooms.operations().isTerminating(state, now);
    Optional<String> closed =
        isTerminating ? Optional.empty() : Windows.closed(app, state, ground.project(), now);
    if (closed.isPresent()) { // as in Argo CD it goes on when it may
      memory.waits = true;
      again.after(seen.key(), Windows.AGAIN);
      return with(app, state.withMessage(closed.get()));
    }
    boolean isBegun = isBegun(state, memory);
    if (!isBegun && state.retryCount() == 0) {
      AppMemory.Wanted wanted = memory.wanted;
      state = Waiting.newest(state, wanted == null ? List.of() : wanted.revisions());
      app = app.withOperation(state.operation());
    }
    Gate gate =
        isTerminating || isBegun || Waiting.isHarmless(state)
            ? new Gate.Open()
            : rooms.dependencies().gate(seen.key(), app);
    app = Waiting.told(app, gate, now);
    Optional<String> waits = Waiting.message(gate);
    if (waits.isPresent()) {
      if (Waiting.isRefused(state, gate)) {
        return finish(app, Waiting.refused(state, waits.get(), now), "", now);
      }
      memory.waits = true;
      again.after(seen.key(), Waiting.AGAIN);
      return with(app, state.withMessage(waits.get()));
    }
    var advance = advance(seen, state, memory, ground, now);
    memory.operation = advance.memory();
    memory.waits = advance.isStalled();
    if (!advance.isOver()) {
      again.after(seen.key(), advance.again() == null ? SOON : advance.again());
      return with(app, advance.state());
    }
    Instant end = rooms.clock().instant();
    state = isTerminating ? advance.state() : Retry.after(advance.state(), end);
    if (isCompleted(state)) {
      lookAgain(memory, state, now);
      String rendered = memory.rendered;
      memory.rendered = "";
      return finish(app, state, rendered, end);
    }
    // what we write ourselves brings no turn
    Retry.dueAt(state).ifPresent(at -> again.after(seen.key(), Duration.between(end, at)));
    return with(app, state);
  }

  private OperationRunner.Advance advance(
      Seen seen, OperationState state, AppMemory memory, Ground.Firm ground, Instant now)
      throws InterruptedException {
    Optional<String> refusal = rooms.grounds().refusal(seen.app(), ground);
    return refusal.isPresent()
        ? OperationRunner.refused(state, refusal.get(), now)
        : rooms
            .operations()
            .advance(seen.app(), state, memory.operation, surroundings(seen, memory, ground), now);
  }

  /// A sync that cannot finish gives way to what the sources have now.
  Application supersede(
      Seen seen,
      Application app,
      AppMemory memory,
      Ground.Firm ground,
      List<String> wanted,
      Instant now) {
    OperationState state = app.status().operationState();
    if (app.operation() == null
        || state == null
        || rooms.wanted().isSame(seen, memory, ground, AutoSync.attempted(state), wanted)) {
      return app;
    }
    Optional<Stall> stall = Optional.ofNullable(memory.operation).flatMap(OperationMemory::stalled);
    return switch (Supersession.of(app, state, stall, wanted, rooms.patience(), now)) {
      case Supersession.Verdict.Stays() -> app;
      case Supersession.Verdict.Later(var at) -> {
        again.after(seen.key(), Duration.between(now, at));
        yield app;
      }
      case Supersession.Verdict.GivesWay(var message) -> {
        again.operation(seen.key(), Duration.ofMillis(1));
        yield with(app, state.withPhase(OperationPhase.TERMINATING.text()).withMessage(message));
      }
    };
  }

  /// Ends an operation of an Application that is being deleted, if nothing of it was done yet: what
  /// it waits for may never come.
  ///
  /// @return empty when it has to go on until its end
  Optional<Application> dropped(Application app, AppMemory memory, Instant now) {
    OperationState state = app.status().operationState();
    boolean isBegun = state != null && !isCompleted(state) && isBegun(state, memory);
    if (app.operation() == null || isBegun) {
      return Optional.empty();
    }
    if (state == null || isCompleted(state)) {
      state = OperationRunner.begin(app.operation(), now);
    }
    var ended =
        Waiting.ended(
            state, OperationPhase.FAILED, "Operation terminated: the Application is deleted", now);
    return Optional.of(Waiting.told(with(app, ended).withOperation(null), new Gate.Open(), now));
  }

  /// Whether something of it may be done already; that this is so may not be written down yet.
  private static boolean isBegun(OperationState state, AppMemory memory) {
    OperationMemory known = memory.operation;
    return state.syncResult() != null || known != null && known.isAbout(state);
  }

  /// @param rendered digest of what was synced; empty when nothing was
  private static Application finish(
      Application app, OperationState state, String rendered, Instant now) {
    Application done = with(app, state).withOperation(null);
    SyncOperation sync = state.operation().sync();
    SyncOperationResult result = state.syncResult();
    boolean whole = sync != null && !sync.dryRun() && sync.resources().isEmpty();
    Long id = null;
    if (state.phase().equals(OperationPhase.SUCCEEDED.text()) && whole && result != null) {
      var history =
          History.append(
              app.status().history(), state, result, now, app.spec().revisionHistoryLimit());
      id = history.isEmpty() ? null : Long.valueOf(history.getLast().id());
      done = done.withStatus(done.status().withHistory(history));
    }
    String before = app.metadata().annotations().getOrDefault(SyncJournal.ANNOTATION, "");
    Optional<String> journal = SyncJournal.append(before, state, rendered, id);
    return journal.isPresent()
        ? Automation.annotated(done, SyncJournal.ANNOTATION, journal.get())
        : done;
  }

  /// What was synced may be newer than what was compared: then this turn asks what Git has now.
  private static void lookAgain(AppMemory memory, OperationState state, Instant now) {
    SyncOperationResult result = state.syncResult();
    AppMemory.Wanted known = memory.wanted;
    if (result != null && known != null) {
      var synced = result.revisions().isEmpty() ? List.of(result.revision()) : result.revisions();
      if (!synced.equals(known.revisions())) {
        memory.nextRefresh = now;
      }
    }
  }

  private OperationRunner.Surroundings surroundings(
      Seen seen, AppMemory memory, Ground.Firm ground) {
    Cluster cluster = ground.cluster();
    AppInstance instance = seen.key().instance(rooms.controlPlaneNamespace());
    var rules = rooms.grounds().rules(seen.app());
    return new OperationRunner.Surroundings(
        cluster.observedBy(rooms.reports().requestsOf(seen.app(), cluster.server())),
        ground.project(),
        instance,
        (sources, revisions) ->
            remembered(
                memory,
                local(seen)
                    .orElseGet(() -> rooms.wanted().ask(seen, memory, ground, sources, revisions))),
        desired -> rooms.wanted().index(seen, ground, desired),
        rules,
        targets -> inSync(memory.comparer.compare(targets, instance, rules, cluster)),
        state -> writer.write(seen, memory, with(seen.app(), state)));
  }

  /// Remembers what was rendered for the operation, for its history.
  private static DesiredAnswer remembered(AppMemory memory, DesiredAnswer answer) {
    memory.rendered =
        answer instanceof DesiredAnswer.Ready(var desired)
            ? WantedState.digest(desired).text()
            : "";
    return answer;
  }

  private static Set<ResourceKey> inSync(AppComparison comparison) {
    return comparison.verdicts().stream()
        .filter(one -> one.sync() == Verdict.Sync.SYNCED)
        .map(Verdict::key)
        .collect(Collectors.toSet());
  }

  /// What `argocd app sync --local` gives in place of what the sources hold.
  private static Optional<DesiredAnswer> local(Seen seen) {
    var operation = seen.app().operation();
    var sync = operation == null ? null : operation.sync();
    return sync == null || sync.manifests().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DesiredAnswer.Ready(
                new Desired(List.of(new Desired.Rendered("", "", sync.manifests())))));
  }

  static Application with(Application app, OperationState state) {
    return app.withStatus(app.status().withOperationState(state));
  }

  private static boolean isCompleted(OperationState state) {
    return OperationPhase.of(state.phase()).map(OperationPhase::completed).orElse(true);
  }
}
