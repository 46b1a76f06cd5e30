package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.AppComparison;
import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.controller.compare.Verdict;
import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.controller.status.StatusComposer;
import io.tiphys.controller.status.StatusPatch;
import io.tiphys.controller.sync.OperationRunner;
import io.tiphys.engine.automation.AutoSync;
import io.tiphys.engine.automation.AutoSyncDecision;
import io.tiphys.engine.automation.History;
import io.tiphys.engine.automation.SelfHeal;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.engine.sync.Retry;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.tree.ResourceTree;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationStatus;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One turn of one Application: its operation goes on, it is compared, a sync starts if it has to,
/// and what changed of its status is written. A turn reads the world anew; what it remembers only
/// saves work.
public final class Reconciler {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(30);
  private static final Duration STUCK = Duration.ofSeconds(15);

  /// What a turn works with.
  ///
  /// @param grounds finds project and destination
  /// @param wanted finds what Git asks for
  /// @param deletion ends what is being deleted
  /// @param reports is told what turns did
  public record Rooms(
      Applications applications,
      Grounds grounds,
      WantedState wanted,
      Deletion deletion,
      OperationRunner operations,
      StatusComposer statuses,
      String controlPlaneNamespace,
      SelfHeal selfHeal,
      Reports reports,
      InstantSource clock) {}

  /// Has an Application's turn come again.
  public interface Again {
    void now(AppKey key);

    void after(AppKey key, Duration delay);

    /// Its operation is to go on.
    void operation(AppKey key, Duration delay);
  }

  private final Rooms rooms;
  private final Again again;
  private final Map<AppKey, AppMemory> memories = new ConcurrentHashMap<>();

  public Reconciler(Rooms rooms, Again again) {
    this.rooms = rooms;
    this.again = again;
  }

  /// The Application's turn to be refreshed and compared. One with an operation has its turn among
  /// the operations: they are limited on their own.
  public void refresh(AppKey key) throws InterruptedException {
    Optional<Seen> seen = rooms.applications().get(key);
    if (seen.isPresent() && seen.get().app().operation() != null) {
      again.operation(key, Duration.ZERO);
    } else {
      turn(key);
    }
  }

  /// The turn of an Application with an operation.
  public void operate(AppKey key) throws InterruptedException {
    turn(key);
  }

  /// Those whose last turn stood on that project, or that had none yet.
  public Collection<AppKey> ofProject(String name) {
    return which(memory -> memory.project.equals(name));
  }

  /// Those whose last turn stood on that cluster, or that had none yet.
  ///
  /// @param server its URL
  public Collection<AppKey> onCluster(String server) {
    return which(memory -> memory.server.equals(server));
  }

  private Collection<AppKey> which(Predicate<AppMemory> condition) {
    return rooms.applications().keys().stream()
        .filter(key -> {
          AppMemory memory = memories.get(key);
          return memory == null || condition.test(memory);
        })
        .toList();
  }

  private void turn(AppKey key) throws InterruptedException {
    AppMemory memory = memories.computeIfAbsent(key, unused -> new AppMemory());
    memory.turn.lockInterruptibly();
    try {
      Optional<Seen> seen = rooms.applications().get(key);
      if (seen.isPresent()) {
        turn(seen.get(), memory);
      } else {
        memories.remove(key, memory);
        rooms.reports().gone(key);
      }
    } finally {
      memory.turn.unlock();
    }
  }

  private void turn(Seen seen, AppMemory memory) throws InterruptedException {
    long start = System.nanoTime();
    Instant now = rooms.clock().instant();
    Ground ground = rooms.grounds().of(seen.app());
    memory.project = Grounds.project(seen.app());
    memory.server = server(ground);
    if (seen.isBeingDeleted()) {
      if (seen.app().operation() != null && ground instanceof Ground.Firm firm) {
        endOperation(seen, memory, firm, now);
      } else {
        delete(seen, ground, now);
      }
      return;
    }
    switch (ground) {
      case Ground.Broken(var findings, var _, var _) -> {
        write(seen, broken(answered(seen.app()), findings, now));
      }
      case Ground.Firm firm -> {
        if (firm.cluster().isStarting()) {
          again.after(seen.key(), LATE); // its turn comes when the cluster is known
          return;
        }
        Application app = operate(seen, memory, firm, now);
        write(seen, compare(seen, app, memory, firm, now));
      }
    }
    rooms
        .reports()
        .reconciled(seen.key(), Duration.ofNanos(System.nanoTime() - start), memory.server);
    rooms.wanted().next(seen.key(), memory, now).ifPresent(delay -> again.after(seen.key(), delay));
  }

  private static String server(Ground ground) {
    return switch (ground) {
      case Ground.Firm(var _, var cluster) -> cluster.server();
      case Ground.Broken(var _, var _, var cluster) -> cluster == null ? "" : cluster.server();
    };
  }

  /// As in Argo CD, a sync that runs is not cut off by the deletion; who does not want to wait for
  /// it terminates it.
  private void endOperation(Seen seen, AppMemory memory, Ground.Firm ground, Instant now)
      throws InterruptedException {
    if (ground.cluster().isStarting()) {
      again.after(seen.key(), SOON);
    } else {
      write(seen, operate(seen, memory, ground, now));
    }
  }

  private void delete(Seen seen, Ground ground, Instant now) throws InterruptedException {
    switch (rooms.deletion().step(seen, ground)) {
      case Deletion.Step.Done() -> {}
      case Deletion.Step.Waits(var delay) -> again.after(seen.key(), delay);
      case Deletion.Step.Stuck(var message) -> {
        var findings = List.of(new Finding(Conditions.DELETION_ERROR, message));
        write(seen, conditions(seen.app(), Set.of(Conditions.DELETION_ERROR), findings, now));
        again.after(seen.key(), STUCK);
      }
    }
  }

  /// Takes the operation as far as it goes without waiting.
  private Application operate(Seen seen, AppMemory memory, Ground.Firm ground, Instant now)
      throws InterruptedException {
    Application app = seen.app();
    if (app.operation() == null) {
      memory.operation = null;
      return app;
    }
    OperationState state = app.status().operationState();
    if (state == null || isCompleted(state)) {
      state = OperationRunner.begin(app.operation(), now);
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
    var advance =
        rooms
            .operations()
            .advance(app, state, memory.operation, surroundings(seen, memory, ground), now);
    memory.operation = advance.memory();
    if (!advance.isOver()) {
      again.after(seen.key(), advance.again() == null ? SOON : advance.again());
      return with(app, advance.state());
    }
    Instant end = rooms.clock().instant();
    state = isTerminating ? advance.state() : Retry.after(advance.state(), end);
    return isCompleted(state) ? finish(app, state, end) : with(app, state);
  }

  private Application finish(Application app, OperationState state, Instant now) {
    Application done = with(app, state).withOperation(null);
    SyncOperation sync = state.operation().sync();
    SyncOperationResult result = state.syncResult();
    boolean whole = sync != null && !sync.dryRun() && sync.resources().isEmpty();
    if (state.phase().equals(OperationPhase.SUCCEEDED.text()) && whole && result != null) {
      done =
          done.withStatus(
              done.status()
                  .withHistory(
                      History.append(
                          app.status().history(),
                          state,
                          result,
                          now,
                          app.spec().revisionHistoryLimit())));
    }
    return done;
  }

  private OperationRunner.Surroundings surroundings(
      Seen seen, AppMemory memory, Ground.Firm ground) {
    var outOfSync = new HashMap<Object, Boolean>();
    AppComparison comparison = memory.comparison;
    if (comparison != null) {
      comparison
          .verdicts()
          .forEach(one -> outOfSync.put(one.key(), one.sync() != Verdict.Sync.SYNCED));
    }
    Cluster cluster = ground.cluster();
    return new OperationRunner.Surroundings(
        cluster.observedBy(rooms.reports().requestsOf(seen.app(), cluster.server())),
        ground.project(),
        seen.key().instance(rooms.controlPlaneNamespace()),
        (sources, revisions) -> rooms.wanted().ask(seen, ground, sources, revisions),
        desired -> rooms.wanted().index(seen, ground, desired),
        key -> outOfSync.getOrDefault(key, true),
        state -> write(seen, with(seen.app(), state)));
  }

  /// Says what there is, and starts a sync if one has to.
  private Application compare(
      Seen seen, Application app, AppMemory memory, Ground.Firm ground, Instant now) {
    var instance = seen.key().instance(rooms.controlPlaneNamespace());
    var findings = new ArrayList<Finding>();
    WantedState.Reading reading = rooms.wanted().read(seen, app, memory, ground, now);
    Optional<String> outage = ground.cluster().outage();
    AppComparison comparison;
    Verdict.Sync sync;
    List<String> revisions = List.of();
    List<String> types = List.of();
    boolean asked = true;
    switch (reading) {
      case WantedState.Reading.Unchanged() -> {
        return app; // nobody can say; what was said stays
      }
      case WantedState.Reading.Failed(var message) -> {
        findings.add(new Finding(Conditions.COMPARISON_ERROR, message));
        comparison = memory.comparer.withoutTargets(instance, ground.cluster());
        sync = Verdict.Sync.UNKNOWN;
      }
      case WantedState.Reading.Known(var wanted, var isAsked) -> {
        asked = isAsked;
        revisions = wanted.revisions();
        types = wanted.sourceTypes();
        try {
          comparison =
              memory.comparer.compare(
                  wanted.index(), instance, rooms.grounds().rules(app), ground.cluster());
        } catch (ComparisonFailedException e) {
          findings.add(new Finding(Conditions.COMPARISON_ERROR, String.valueOf(e.getMessage())));
          comparison = new AppComparison(List.of(), List.of(), List.of());
        }
        sync = findings.isEmpty() ? comparison.sync() : Verdict.Sync.UNKNOWN;
      }
    }
    if (outage.isPresent()) {
      findings.add(
          new Finding(Conditions.COMPARISON_ERROR, "Failed to load live state: " + outage.get()));
      comparison = comparison.withoutSight();
      sync = Verdict.Sync.UNKNOWN;
    }
    for (String problem : comparison.problems()) {
      findings.add(
          new Finding(Conditions.COMPARISON_ERROR, "Failed to load live state: " + problem));
    }
    comparison.conditions().forEach(one -> findings.add(new Finding(one.type(), one.message())));
    memory.comparison = comparison;
    ResourceTree tree = ResourceTree.of(ground.cluster().cache(), instance.name());
    ApplicationStatus status =
        rooms
            .statuses()
            .compose(
                app,
                new StatusComposer.Found(
                    comparison,
                    sync,
                    revisions,
                    types,
                    tree.images(),
                    tree.externalUrls(),
                    asked,
                    findings),
                now);
    Application found = answered(app).withStatus(status);
    if (seen.app().operation() != null) {
      if (found.operation() == null && sync != Verdict.Sync.SYNCED) {
        again.now(seen.key()); // what has ended is written down before something new begins
      }
      return found;
    }
    return automate(seen, found, now);
  }

  /// The request for a refresh has been met.
  private static Application answered(Application app) {
    if (!app.metadata().annotations().containsKey(WantedState.REFRESH)) {
      return app;
    }
    var others = new HashMap<>(app.metadata().annotations());
    others.remove(WantedState.REFRESH);
    return app.withMetadata(app.metadata().withAnnotations(others));
  }

  private Application automate(Seen seen, Application app, Instant now) {
    ApplicationStatus status = app.status();
    var decision =
        AutoSync.decide(app, status.sync(), status.resources(), true, rooms.selfHeal(), now);
    return switch (decision) {
      case AutoSyncDecision.Start(var operation) -> {
        again.now(seen.key());
        yield with(
            conditions(app, List.of(), now).withOperation(operation),
            OperationRunner.begin(operation, now));
      }
      case AutoSyncDecision.Skip(var _) ->
          status.sync().status().equals("Synced") ? conditions(app, List.of(), now) : app;
      case AutoSyncDecision.Later(var at, var _) -> {
        again.after(seen.key(), Duration.between(now, at));
        yield app;
      }
      case AutoSyncDecision.Refused(var message) ->
          conditions(app, List.of(new Finding(Conditions.SYNC_ERROR, message)), now);
    };
  }

  private static Application conditions(Application app, List<Finding> findings, Instant now) {
    return conditions(app, Set.of(Conditions.SYNC_ERROR), findings, now);
  }

  private static Application conditions(
      Application app, Set<String> types, List<Finding> findings, Instant now) {
    return app.withStatus(
        app.status()
            .withConditions(Conditions.update(app.status().conditions(), types, findings, now)));
  }

  private Application broken(Application app, List<Finding> findings, Instant now) {
    var nothing = new AppComparison(List.of(), List.of(), List.of());
    var found =
        new StatusComposer.Found(
            nothing,
            Verdict.Sync.UNKNOWN,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false,
            findings);
    ApplicationStatus status = rooms.statuses().compose(app, found, now);
    return app.withStatus(status.withHealth(status.health().withStatus("Unknown")));
  }

  /// Writes what differs. A change that somebody made meanwhile brings the Application's turn
  /// again.
  ///
  /// @return whether it stands there now
  private boolean write(Seen seen, Application wanted) {
    boolean starts = seen.app().operation() == null && wanted.operation() != null;
    Optional<byte[]> patch = StatusPatch.between(seen, wanted, starts);
    if (patch.isEmpty()) {
      return true;
    }
    return switch (rooms.applications().patch(seen.key(), patch.get())) {
      case Answer.Ok _ -> {
        rooms.reports().wrote(seen.app(), wanted, health -> inHealth(seen.key(), health));
        yield true;
      }
      case Answer.Refused refused when refused.isNotFound() -> false;
      case Answer.Refused refused when refused.isConflict() -> unwritten(seen, "");
      case Answer.Refused refused -> unwritten(seen, refused.message());
      case Answer.Unreachable(var cause) -> unwritten(seen, String.valueOf(cause));
    };
  }

  private boolean unwritten(Seen seen, String problem) {
    if (!problem.isEmpty()) {
      log.warn("Application {}: status not written: {}", seen.key(), problem);
    }
    again.after(seen.key(), SOON);
    return false;
  }

  private List<ResourceKey> inHealth(AppKey key, String health) {
    AppMemory memory = memories.get(key);
    return memory == null ? List.of() : memory.inHealth(health);
  }

  private static Application with(Application app, OperationState state) {
    return app.withStatus(app.status().withOperationState(state));
  }

  private static boolean isCompleted(OperationState state) {
    return OperationPhase.of(state.phase()).map(OperationPhase::completed).orElse(true);
  }
}
