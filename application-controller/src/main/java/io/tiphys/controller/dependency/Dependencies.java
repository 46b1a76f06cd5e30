package io.tiphys.controller.dependency;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.Projects;
import io.tiphys.engine.dependency.AppName;
import io.tiphys.engine.dependency.DependsOn;
import io.tiphys.engine.dependency.Gate;
import io.tiphys.model.application.Application;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Follows what Applications depend on. As long as none depends on another, a change costs one look
/// at its bytes; else only those that somebody depends on are read. Any number of threads.
public final class Dependencies {

  private final Landscape landscape;
  private final Consumer<AppKey> wake;
  private final ReentrantLock lock = new ReentrantLock();
  private final Facts facts = new Facts();
  private final Map<AppName, Declared> declared = new HashMap<>();
  private final Map<AppName, Set<AppName>> dependents = new HashMap<>();
  private final Set<AppName> labelDependents = new HashSet<>();
  private final Set<AppName> waiting = new HashSet<>();
  private final Map<AppName, Optional<Gate.Wrong>> judged = new HashMap<>();
  private boolean isStarted;

  /// What an Application says of itself.
  record Declared(DependsOn dependsOn, String project) {}

  /// @param projects say whose Applications may wait for theirs
  /// @param wake is told of each Application that waits for what has changed
  public Dependencies(Applications applications, Projects projects, Consumer<AppKey> wake) {
    this(new Landscape.Live(applications, projects), wake);
  }

  Dependencies(Landscape landscape, Consumer<AppKey> wake) {
    this.landscape = landscape;
    this.wake = wake;
  }

  /// All Applications are known: from now on one that is not known is not there.
  public void start() {
    lock.lock();
    try {
      isStarted = true;
    } finally {
      lock.unlock();
    }
    wakeAll();
  }

  /// A project has a new state: it may let others wait for its Applications now.
  public void projectChanged() {
    wakeAll();
  }

  private void wakeAll() {
    Set<AppName> all;
    lock.lock();
    try {
      judged.clear();
      all = Set.copyOf(waiting);
    } finally {
      lock.unlock();
    }
    all.forEach(app -> wake.accept(key(app)));
  }

  /// An Application has a new state, from whomever, or is gone.
  public void changed(AppKey key) {
    AppName app = name(key);
    boolean isMentioned = landscape.mentions(key, DependsOn.ANNOTATION);
    Set<AppName> woken;
    lock.lock();
    try {
      boolean isDeclared = isMentioned || declared.containsKey(app);
      if (!isDeclared && !isWatched(app)) {
        return;
      }
      Application now = landscape.read(key).orElse(null);
      woken = new HashSet<>();
      if (isDeclared && declare(app, now)) {
        judged.clear();
        woken.addAll(waiting);
      }
      if (isWatched(app)) {
        learn(app, now, woken);
      }
    } finally {
      lock.unlock();
    }
    woken.forEach(one -> wake.accept(key(one)));
  }

  /// Whether an Application may be synced now. One that may not is woken when something changes.
  public Gate gate(AppKey key, Application app) {
    if (!app.metadata().annotations().containsKey(DependsOn.ANNOTATION)) {
      return new Gate.Open();
    }
    AppName name = name(key);
    lock.lock();
    try {
      if (declare(name, app)) {
        judged.clear();
      }
      Gate gate = isStarted ? judge(name) : new Gate.Waits("the Applications are still being read");
      if (gate instanceof Gate.Open) {
        waiting.remove(name);
      } else {
        waiting.add(name);
      }
      return gate;
    } finally {
      lock.unlock();
    }
  }

  private Gate judge(AppName app) {
    Declared own = declared.get(app);
    var graph =
        new VisibleApps(own == null ? "" : own.project(), landscape, this::fact, declared, facts);
    Optional<Gate.Wrong> wrong = judged.get(app);
    if (wrong == null) {
      wrong = Gate.wrong(app, graph);
      judged.put(app, wrong);
    }
    return wrong.isPresent() ? wrong.get() : Gate.now(app, graph);
  }

  private boolean isWatched(AppName app) {
    return !labelDependents.isEmpty() || dependents.containsKey(app);
  }

  /// @param app null when it is gone
  /// @return whether it says something else than before
  private boolean declare(AppName name, @Nullable Application app) {
    String text = app == null ? null : app.metadata().annotations().get(DependsOn.ANNOTATION);
    Declared now =
        app == null || text == null
            ? null
            : new Declared(DependsOn.parse(text, name.namespace()), Fact.of(app).project());
    Declared before = now == null ? declared.remove(name) : declared.put(name, now);
    if (now == null) {
      waiting.remove(name);
    }
    if (now == null ? before == null : now.equals(before)) {
      return false;
    }
    if (before != null) {
      new Edges(before.dependsOn()).removeFrom(dependents, name);
    }
    labelDependents.remove(name);
    if (now != null) {
      var edges = new Edges(now.dependsOn());
      edges.addTo(dependents, name);
      if (edges.hasLabels() && labelDependents.isEmpty()) {
        landscape.keys().forEach(this::readFact);
      }
      if (edges.hasLabels()) {
        labelDependents.add(name);
      }
    }
    return true;
  }

  private void learn(AppName app, @Nullable Application now, Set<AppName> woken) {
    Fact fact = now == null ? null : Fact.of(now);
    Fact before = facts.put(app, fact);
    if (fact == null ? before == null : fact.equals(before)) {
      return;
    }
    if (before == null || fact == null || !fact.labels().equals(before.labels())) {
      judged.clear(); // there may be another way round
    }
    for (AppName one : dependents.getOrDefault(app, Set.of())) {
      if (waiting.contains(one)) {
        woken.add(one);
      }
    }
    for (AppName one : labelDependents) {
      Declared its = declared.get(one);
      if (waiting.contains(one) && its != null && new Edges(its.dependsOn()).meet(fact, before)) {
        woken.add(one);
      }
    }
  }

  /// What is known of one that somebody depends on by name.
  private @Nullable Fact fact(AppName app) {
    Fact known = facts.get(app);
    return known == null ? readFact(key(app)) : known;
  }

  private @Nullable Fact readFact(AppKey key) {
    Fact fact = landscape.read(key).map(Fact::of).orElse(null);
    facts.put(name(key), fact);
    return fact;
  }

  private static AppName name(AppKey key) {
    return new AppName(key.namespace(), key.name());
  }

  private static AppKey key(AppName app) {
    return new AppKey(app.namespace(), app.name());
  }
}
