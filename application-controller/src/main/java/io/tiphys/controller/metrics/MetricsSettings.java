package io.tiphys.controller.metrics;

import java.time.Duration;
import java.util.List;

/// What may be chosen about the metrics.
///
/// @param hostname of this replica
/// @param applicationLabels labels of Applications to show (`--metrics-application-labels`)
/// @param applicationConditions types to count (`--metrics-application-conditions`)
/// @param clusterLabels labels of clusters to show (`--metrics-cluster-labels`)
/// @param expiration after which all that was counted starts anew; zero for never
///   (`--metrics-cache-expiration`)
public record MetricsSettings(
    String hostname,
    List<String> applicationLabels,
    List<String> applicationConditions,
    List<String> clusterLabels,
    Duration expiration) {

  public MetricsSettings {
    applicationLabels = named(applicationLabels);
    applicationConditions = named(applicationConditions);
    clusterLabels = named(clusterLabels);
  }

  private static List<String> named(List<String> texts) {
    return texts.stream().map(String::strip).filter(it -> !it.isEmpty()).distinct().toList();
  }
}
