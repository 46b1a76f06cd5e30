package io.tiphys.reposerver.chart;

import java.util.List;

/// What is said of one version of a chart.
///
/// @param version of the chart
/// @param description empty when nothing is said
/// @param home URL of a page about it
/// @param maintainers `name <mail>`
public record ChartVersion(
    String version, String description, String home, List<String> maintainers) {

  public ChartVersion {
    maintainers = List.copyOf(maintainers);
  }

  static String maintainer(String name, String mail) {
    return mail.isEmpty() ? name : "%s <%s>".formatted(name, mail).strip();
  }
}
