package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.compare.AppComparison;
import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.controller.compare.Rules;
import io.tiphys.controller.compare.Verdict;
import io.tiphys.controller.dependency.Dependencies;
import io.tiphys.controller.share.Orphans;
import io.tiphys.controller.share.Sharing;
import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.controller.status.StatusComposer;
import io.tiphys.controller.sync.OperationRunner;
import io.tiphys.engine.automation.SelfHeal;
import io.tiphys.engine.deletion.Finalizers;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.tree.ResourceTree;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// One turn of one Application: its operation goes on, it is compared, a sync starts if it has to,
/// and what changed of its status is written. A turn reads the world anew; what it remembers only
/// saves work.
public final class Reconciler {

  static final String SKIP_RECONCILE = "argocd.argoproj.io/skip-reconcile";
  private static final int MOST_SHARED = 50;
  private static final Duration LATE = Duration.ofSeconds(30);

  /// What a turn works with.
  ///
  /// @param grounds finds project and destination
  /// @param wanted finds what Git asks for
  /// @param deletion ends what is being deleted
  /// @param patience how long a sync may wait without anything new before a newer desired state
  ///   supersedes it; zero for ever
  /// @param dependencies say who waits for whom
  /// @param orphans finds what nobody manages
  /// @param sharing is given what was found, for other services
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
      Duration patience,
      Dependencies dependencies,
      Orphans orphans,
      Sharing sharing,
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
  private final StatusWriter writer;
  private final OperationTurn operations;
  private final DeletionTurn deletion;
  private final Automation automation;
  private final Disclosure disclosure;
  private final Map<AppKey, AppMemory> memories = new ConcurrentHashMap<>();

  public Reconciler(Rooms rooms, Again again) {
    this.rooms = rooms;
    this.again = again;
    this.writer = new StatusWriter(rooms, again);
    this.operations = new OperationTurn(rooms, again, writer);
    this.deletion = new DeletionTurn(rooms, again, writer, operations);
    this.automation = new Automation(rooms, again);
    this.disclosure = new Disclosure(rooms);
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

  /// Whether somebody asked not to have it compared or synced
  /// (https://argo-cd.readthedocs.io/en/stable/user-guide/skip_reconcile/), or to leave its cluster
  /// alone. It can be deleted, unless that needs the cluster.
  private boolean isLeftAlone(Seen seen, AppMemory memory) {
    Application app = seen.app();
    Optional<String> cluster = rooms.grounds().leftAlone(app);
    if (seen.isBeingDeleted()) {
      cluster.ifPresent(server -> deletion.leftAlone(seen, memory, server));
      return cluster.isPresent();
    }
    return cluster.isPresent() || "true".equals(app.metadata().annotations().get(SKIP_RECONCILE));
  }

  /// The turn of an Application with an operation.
  public void operate(AppKey key) throws InterruptedException {
    turn(key);
  }

  /// Whether all that its operation did in its last turn was to wait: for a hook, for health, for
  /// other Applications, for its time.
  public boolean waits(AppKey key) {
    AppMemory memory = memories.get(key);
    return memory != null && memory.waits;
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

  /// Those that look for orphaned objects there.
  ///
  /// @param server the cluster's URL
  public Collection<AppKey> monitoring(String server, String namespace) {
    return disclosure.monitoring(server, namespace);
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
      if (seen.isEmpty()) {
        memories.remove(key, memory);
        disclosure.gone(key);
        rooms.reports().gone(key);
      } else if (!isLeftAlone(seen.get(), memory)) {
        turn(seen.get(), memory);
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
      deletion.take(seen, memory, ground, now);
      disclosure.tell(seen, memory, ground);
      return;
    }
    switch (ground) {
      case Ground.Broken(var findings, var _, var _) -> {
        writer.write(seen, memory, broken(answered(seen.app()), findings, now));
      }
      case Ground.Firm firm -> {
        if (firm.cluster().isStarting()) {
          again.after(seen.key(), LATE); // its turn comes when the cluster is known
          return;
        }
        Optional<Application> begun = operations.begun(seen.app(), now);
        if (begun.isPresent()) {
          begin(seen, memory, begun.get(), now);
          return;
        }
        Application app = operations.operate(seen, memory, firm, now);
        Application found = compare(seen, app, memory, firm, now);
        disclosure.tellFirst(seen, found, memory, firm);
        if (writer.write(seen, memory, found)) {
          goOn(seen.app(), found, seen.key());
        }
      }
    }
    disclosure.tell(seen, memory, ground);
    rooms
        .reports()
        .reconciled(seen.key(), Duration.ofNanos(System.nanoTime() - start), memory.server);
    rooms.wanted().next(seen.key(), memory, now).ifPresent(delay -> again.after(seen.key(), delay));
  }

  private void begin(Seen seen, AppMemory memory, Application begun, Instant now) {
    Duration pause = OperationTurn.pause(seen.app(), now);
    if (pause.isPositive()) {
      again.after(seen.key(), pause);
    } else if (writer.write(seen, memory, begun)) {
      again.operation(seen.key(), Duration.ZERO);
    }
  }

  private static String server(Ground ground) {
    return switch (ground) {
      case Ground.Firm(var _, var cluster) -> cluster.server();
      case Ground.Broken(var _, var _, var cluster) -> cluster == null ? "" : cluster.server();
    };
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
        if (isAsked) {
          memory.comparer.askAgain();
        }
        revisions = wanted.revisions();
        types = wanted.sourceTypes();
        Rules rules = rooms.grounds().rules(app);
        try {
          comparison = memory.comparer.compare(wanted.index(), instance, rules, ground.cluster());
          sync = comparison.sync();
          findings.addAll(
              memory.rewriting.find(
                  app.status().operationState(),
                  comparison,
                  wanted.index(),
                  rules,
                  ground.cluster()));
        } catch (ComparisonFailedException e) {
          findings.add(new Finding(Conditions.COMPARISON_ERROR, String.valueOf(e.getMessage())));
          comparison = AppComparison.NOTHING;
          sync = Verdict.Sync.UNKNOWN;
        }
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
    if (ground.cluster().server().equals(ClusterAccess.IN_CLUSTER)) {
      comparison = comparison.notCounting(seen.key().object());
    }
    comparison.conditions().forEach(one -> findings.add(new Finding(one.type(), one.message())));
    comparison.shared().stream()
        .limit(MOST_SHARED)
        .forEach(one -> findings.add(new Finding(Conditions.SHARED_RESOURCE, one.message(app))));
    memory.comparison = comparison;
    disclosure.orphaned(seen, memory, ground, comparison).ifPresent(findings::add);
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
    Application found = hooked(answered(app), reading).withStatus(status);
    // what has ended is written down before something new begins
    return seen.app().operation() == null
        ? automation.decide(seen, found, memory, ground, now)
        : operations.supersede(seen, found, memory, ground, revisions, now);
  }

  /// Asks for another turn if what was written needs one: an operation began, which goes on before
  /// others are begun, or one ended and left something to do.
  private void goOn(Application before, Application now, AppKey key) {
    boolean begins = before.operation() == null && now.operation() != null;
    boolean ends = before.operation() != null && now.operation() == null;
    if (begins) {
      again.operation(key, Duration.ZERO);
    } else if (ends && !now.status().sync().status().equals("Synced")) {
      again.now(key);
    }
  }

  /// With the finalizers that keep it until its hooks for its end have run.
  private static Application hooked(Application app, WantedState.Reading reading) {
    if (!(reading instanceof WantedState.Reading.Known(var wanted, var _))) {
      return app;
    }
    var before = new Finalizers(app.metadata().finalizers());
    var after = DeletionHooks.finalizers(before, wanted.index());
    return after.equals(before)
        ? app
        : app.withMetadata(app.metadata().withFinalizers(after.names()));
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

  /// What was found before stays; nobody can say whether it still holds.
  private static Application broken(Application app, List<Finding> findings, Instant now) {
    ApplicationStatus status = app.status();
    Application unknown =
        app.withStatus(
            status
                .withSync(status.sync().withStatus(StatusComposer.UNKNOWN))
                .withHealth(StatusComposer.since(HealthStatusCode.UNKNOWN, status.health(), now)));
    return Conditions.say(unknown, Conditions.OF_COMPARISON, findings, now);
  }
}
