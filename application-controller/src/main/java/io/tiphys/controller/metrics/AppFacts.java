package io.tiphys.controller.metrics;

import io.tiphys.controller.application.AppKey;
import io.tiphys.engine.project.Project;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationCondition;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.settings.RepositoryUrl;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the metrics show of an Application. Small, since there are as many as Applications.
///
/// @param version of the Application that this is about
/// @param operation `delete`, `sync` or empty
/// @param conditions how many there are, by type
/// @param orphaned objects in its namespace that nobody manages
record AppFacts(
    String version,
    AppKey key,
    String project,
    boolean autosync,
    String repo,
    ApplicationDestination destination,
    String sync,
    String health,
    String operation,
    Map<String, String> labels,
    Map<String, Integer> conditions,
    int orphaned) {

  private static final String UNKNOWN = "Unknown";
  private static final String ORPHANED = "OrphanedResourceWarning";
  private static final Pattern COUNT = Pattern.compile("\\d+");
  private static final Pattern PASSWORD =
      Pattern.compile("^([a-z][a-z0-9+.-]*://[^/@:]*):[^/@]*@", Pattern.CASE_INSENSITIVE);

  /// @param shown the labels that are needed
  static AppFacts of(String version, AppKey key, Application app, LabelNames shown) {
    var conditions = new TreeMap<String, Integer>();
    app.status()
        .conditions()
        .forEach(one -> conditions.merge(one.type().intern(), 1, Integer::sum));
    var labels = new TreeMap<String, String>();
    for (String name : shown.shown().values()) {
      String value = app.metadata().labels().get(name);
      if (value != null) {
        labels.put(name, value);
      }
    }
    return new AppFacts(
        version,
        key,
        project(app),
        isAutomated(app),
        repo(app).intern(),
        app.spec().destination(),
        orUnknown(app.status().sync().status()),
        orUnknown(app.status().health().status()),
        operation(app),
        labels.isEmpty() ? Map.of() : labels,
        conditions.isEmpty() ? Map.of() : conditions,
        orphaned(app));
  }

  static String project(Application app) {
    return Project.orDefault(app.spec().project()).intern();
  }

  private static boolean isAutomated(Application app) {
    SyncPolicy policy = app.spec().syncPolicy();
    return policy != null
        && policy.automated() != null
        && !Boolean.FALSE.equals(policy.automated().enabled());
  }

  /// Everybody who can read metrics reads this: no password.
  private static String repo(Application app) {
    return AppKey.sources(app).stream()
        .findFirst()
        .map(source ->
            RepositoryUrl.normalized(
                PASSWORD.matcher(source.repoURL().strip()).replaceFirst("$1@")))
        .orElse("");
  }

  private static String operation(Application app) {
    if (app.metadata().deletionTimestamp() != null) {
      return "delete";
    }
    return app.operation() != null && app.operation().sync() != null ? "sync" : "";
  }

  private static String orUnknown(String status) {
    return status.isEmpty() ? UNKNOWN : status.intern();
  }

  /// The condition says how many: `Application has 2 orphaned resources`.
  private static int orphaned(Application app) {
    return app.status().conditions().stream()
        .filter(condition -> condition.type().equals(ORPHANED))
        .map(ApplicationCondition::message)
        .map(COUNT::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group().length() > 9 ? 0 : Integer.parseInt(matcher.group()))
        .findFirst()
        .orElse(0);
  }
}
