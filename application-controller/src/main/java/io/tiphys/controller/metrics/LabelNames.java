package io.tiphys.controller.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Kubernetes labels as labels of a metric: `app.kubernetes.io/name` is
/// `label_app_kubernetes_io_name`.
///
/// @param shown the label's name in the metric, and the name of the Kubernetes label
record LabelNames(Map<String, String> shown) {

  private static final Pattern NOT_ALLOWED = Pattern.compile("[^a-zA-Z0-9_]");

  /// Of two that come to the same name the first is shown.
  static LabelNames of(List<String> labels) {
    var shown = new LinkedHashMap<String, String>();
    for (String label : labels) {
      shown.putIfAbsent("label_" + NOT_ALLOWED.matcher(label).replaceAll("_"), label);
    }
    return new LabelNames(shown);
  }

  boolean isEmpty() {
    return shown.isEmpty();
  }

  /// @param fixed labels that come first
  List<String> after(String... fixed) {
    var names = new ArrayList<>(List.of(fixed));
    names.addAll(shown.keySet());
    return names;
  }

  /// In the order of the names; empty for a label that is not there.
  List<String> values(Map<String, String> labels) {
    return shown.values().stream().map(label -> labels.getOrDefault(label, "")).toList();
  }
}
