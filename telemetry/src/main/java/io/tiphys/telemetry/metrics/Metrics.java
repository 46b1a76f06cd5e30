package io.tiphys.telemetry.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The metrics of one service. They are the Prometheus client's own collectors: Micrometer would
/// rename `argocd_app_info`, `argocd_redis_request_duration` and each gauge that ends in `_total`.
public final class Metrics {

  private static final Logger log = LoggerFactory.getLogger(Metrics.class);

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
  private final List<Stateful> stateful = new CopyOnWriteArrayList<>();

  private record Stateful(List<String> labels, StatefulMetric<?, ?> metric) {}

  /// One value of a computed metric.
  ///
  /// @param labelValues in the order of the metric's labels
  public record Sample(double value, List<String> labelValues) {
    public Sample {
      labelValues = List.copyOf(labelValues);
    }
  }

  /// For what is measured with Micrometer; its metrics are served, too.
  public PrometheusMeterRegistry meters() {
    return meters;
  }

  /// @param name as dashboards have it, with `_total`
  public Counter counter(String name, String help, String... labels) {
    var counter = Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars();
    return remember(counter.register(registry), labels);
  }

  public Gauge gauge(String name, String help, String... labels) {
    var gauge = Gauge.builder().name(name).help(help).labelNames(labels).withoutExemplars();
    return remember(gauge.register(registry), labels);
  }

  /// @param bounds the upper bounds of the buckets, ascending, without the infinite one
  public Histogram histogram(String name, String help, double[] bounds, String... labels) {
    var histogram =
        Histogram.builder()
            .name(name)
            .help(help)
            .classicOnly()
            .classicUpperBounds(bounds)
            .labelNames(labels)
            .withoutExemplars();
    return remember(histogram.register(registry), labels);
  }

  /// A gauge that is asked for at each scrape: what is no longer supplied is gone at once.
  ///
  /// @param samples must be quick and may be called by several threads; of two with the same labels
  ///   the first is taken, and when it throws the metric is left out of that scrape
  public void computed(
      String name, String help, List<String> labels, Supplier<? extends Iterable<Sample>> samples) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames(labels.toArray(String[]::new))
        .callback(callback -> compute(name, samples, callback))
        .register(registry);
  }

  private static void compute(
      String name,
      Supplier<? extends Iterable<Sample>> samples,
      GaugeWithCallback.Callback callback) {
    try {
      var seen = new HashSet<List<String>>();
      for (var sample : samples.get()) {
        if (seen.add(sample.labelValues())) {
          callback.call(sample.value(), sample.labelValues().toArray(String[]::new));
        }
      }
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("metric", name).setCause(e).log("a metric cannot be computed");
    }
  }

  /// Drops every counter, gauge and histogram value whose labels have all the given values: those
  /// of an application that was deleted, say by `namespace` and `name`. Metrics without one of the
  /// labels keep theirs.
  public void forget(Map<String, String> labels) {
    for (var metric : stateful) {
      if (metric.labels().containsAll(labels.keySet())) {
        metric.metric().removeIf(values -> matches(metric.labels(), values, labels));
      }
    }
  }

  private static boolean matches(
      List<String> names, List<String> values, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(it -> values.get(names.indexOf(it.getKey())).equals(it.getValue()));
  }

  /// Writes all of them in Prometheus' text format, version 0.0.4: OpenMetrics has other names.
  public void write(OutputStream out) throws IOException {
    PrometheusTextFormatWriter.create().write(out, registry.scrape());
  }

  private <M extends StatefulMetric<?, ?>> M remember(M metric, String... labels) {
    stateful.add(new Stateful(List.of(labels), metric));
    return metric;
  }
}
