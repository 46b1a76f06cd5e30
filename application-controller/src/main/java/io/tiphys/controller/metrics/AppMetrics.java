package io.tiphys.controller.metrics;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Applications;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.Metrics.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// What Applications are like, looked up when somebody asks. An Application that has not changed
/// since the last time is not read again.
final class AppMetrics {

  private static final List<String> APP = List.of("namespace", "name", "project");

  private final Applications applications;
  private final Function<ApplicationDestination, String> servers;
  private final MetricsSettings settings;
  private final LabelNames labels;
  private final Map<AppKey, AppFacts> known = new ConcurrentHashMap<>();

  AppMetrics(
      Metrics metrics,
      MetricsSettings settings,
      Applications applications,
      Function<ApplicationDestination, String> servers) {
    this.applications = applications;
    this.servers = servers;
    this.settings = settings;
    this.labels = LabelNames.of(settings.applicationLabels());
    metrics.computed(
        "argocd_app_info",
        "Information about application.",
        with(
            "autosync_enabled",
            "repo",
            "dest_server",
            "dest_namespace",
            "sync_status",
            "health_status",
            "operation"),
        this::info);
    metrics.computed(
        "argocd_app_orphaned_resources_count",
        "Number of orphaned resources per application.",
        APP,
        () -> each(app -> Stream.of(sample(app, app.orphaned()))));
    if (!labels.isEmpty()) {
      metrics.computed(
          "argocd_app_labels",
          "Argo Application labels converted to Prometheus labels",
          labels.after(APP.toArray(String[]::new)),
          () -> each(app -> Stream.of(sample(app, 1, labels.values(app.labels())))));
    }
    if (!settings.applicationConditions().isEmpty()) {
      metrics.computed(
          "argocd_app_condition",
          "Report application conditions.",
          with("condition"),
          () -> each(this::conditions));
    }
  }

  /// Forgets what was known of an Application that is gone.
  void gone(AppKey key) {
    known.remove(key);
  }

  private Iterable<Sample> info() {
    var resolved = new ConcurrentHashMap<ApplicationDestination, String>();
    return each(app ->
        Stream.of(
            sample(
                app,
                1,
                List.of(
                    Boolean.toString(app.autosync()),
                    app.repo(),
                    server(app.destination(), resolved),
                    app.destination().namespace(),
                    app.sync(),
                    app.health(),
                    app.operation()))));
  }

  /// A destination that names no cluster is asked for once a time.
  private String server(
      ApplicationDestination destination, Map<ApplicationDestination, String> resolved) {
    return destination.name().isEmpty()
        ? destination.server()
        : resolved.computeIfAbsent(destination, servers);
  }

  private Stream<Sample> conditions(AppFacts app) {
    return app.conditions().entrySet().stream()
        .filter(entry -> settings.applicationConditions().contains(entry.getKey()))
        .map(entry -> sample(app, entry.getValue(), List.of(entry.getKey())));
  }

  private Iterable<Sample> each(Function<AppFacts, Stream<Sample>> samples) {
    return () ->
        applications.keys().stream()
            .map(this::facts)
            .flatMap(Optional::stream)
            .flatMap(samples)
            .iterator();
  }

  private Optional<AppFacts> facts(AppKey key) {
    AppFacts fact = known.get(key);
    String version = applications.version(key);
    if (fact != null && fact.version().equals(version)) {
      return Optional.of(fact);
    }
    Optional<AppFacts> read =
        applications.get(key).map(seen -> AppFacts.of(version, key, seen.app(), labels));
    read.ifPresent(fresh -> known.put(key, fresh));
    return read;
  }

  private static Sample sample(AppFacts app, double value) {
    return sample(app, value, List.of());
  }

  private static Sample sample(AppFacts app, double value, List<String> more) {
    var values = new ArrayList<String>(APP.size() + more.size());
    values.add(app.key().namespace());
    values.add(app.key().name());
    values.add(app.project());
    values.addAll(more);
    return new Sample(value, values);
  }

  private static List<String> with(String... more) {
    var names = new ArrayList<>(APP);
    names.addAll(List.of(more));
    return names;
  }
}
