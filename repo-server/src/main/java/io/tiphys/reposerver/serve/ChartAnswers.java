package io.tiphys.reposerver.serve;

import io.grpc.StatusException;
import io.tiphys.proto.reposerver.HelmChart;
import io.tiphys.proto.reposerver.HelmChartsResponse;
import io.tiphys.proto.reposerver.Refs;
import io.tiphys.proto.reposerver.RepoServerRevisionChartDetailsRequest;
import io.tiphys.proto.v1alpha1.ChartDetails;
import io.tiphys.proto.v1alpha1.OCIMetadata;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.reposerver.chart.ChartVersion;
import io.tiphys.reposerver.chart.Charts;
import io.tiphys.reposerver.chart.Place;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import java.util.List;
import java.util.Map;

/// The chart room as the answers to requests need it.
final class ChartAnswers {

  private static final String ANNOTATION = "org.opencontainers.image.";

  private final Charts charts;

  ChartAnswers(Charts charts) {
    this.charts = charts;
  }

  /// Whether a repository is one of this room.
  static boolean areIn(Repository repository) {
    return repository.getType().equals("helm") || repository.getType().equals("oci");
  }

  void test(Repository repository) throws SourceException {
    if (isRegistry(repository)) {
      charts.ping(registry(repository, ""));
    } else {
      charts.index(Place.ofCharts(repository.getRepo(), access(repository)));
    }
  }

  HelmChartsResponse charts(Repository repository) throws StatusException {
    try {
      var response = HelmChartsResponse.newBuilder();
      charts
          .index(Place.ofCharts(repository.getRepo(), access(repository)))
          .forEach((name, versions) ->
              response.addItems(
                  HelmChart.newBuilder()
                      .setName(name)
                      .addAllVersions(versions.stream().map(ChartVersion::version).toList())));
      return response.build();
    } catch (SourceException e) {
      throw Statuses.resolving(e);
    }
  }

  Refs tags(Repository repository) throws StatusException {
    try {
      return Refs.newBuilder().addAllTags(charts.tags(registry(repository, ""))).build();
    } catch (SourceException e) {
      throw Statuses.resolving(e);
    }
  }

  ChartDetails details(RepoServerRevisionChartDetailsRequest request) throws StatusException {
    Repository repository = request.getRepo();
    try {
      ChartVersion found =
          isRegistry(repository)
              ? charts.chart(registry(repository, request.getName()), request.getRevision())
              : inIndex(repository, request.getName(), request.getRevision());
      return ChartDetails.newBuilder()
          .setDescription(found.description())
          .setHome(found.home())
          .addAllMaintainers(found.maintainers())
          .build();
    } catch (SourceException e) {
      throw Statuses.resolving(e);
    }
  }

  private ChartVersion inIndex(Repository repository, String name, String version)
      throws SourceException {
    return charts
        .index(Place.ofCharts(repository.getRepo(), access(repository)))
        .getOrDefault(name, List.of())
        .stream()
        .filter(one -> one.version().equals(version))
        .findFirst()
        .orElseThrow(() ->
            new SourceException(
                Reason.REVISION_UNKNOWN,
                "chart \"%s\" version \"%s\" not found in the repository"
                    .formatted(name, version)));
  }

  OCIMetadata metadata(RepoServerRevisionChartDetailsRequest request) throws StatusException {
    try {
      Map<String, String> said =
          charts.annotations(registry(request.getRepo(), ""), request.getRevision());
      return OCIMetadata.newBuilder()
          .setCreatedAt(said.getOrDefault(ANNOTATION + "created", ""))
          .setAuthors(said.getOrDefault(ANNOTATION + "authors", ""))
          .setImageUrl(said.getOrDefault(ANNOTATION + "url", ""))
          .setDocsUrl(said.getOrDefault(ANNOTATION + "documentation", ""))
          .setSourceUrl(said.getOrDefault(ANNOTATION + "source", ""))
          .setVersion(said.getOrDefault(ANNOTATION + "version", ""))
          .setDescription(said.getOrDefault(ANNOTATION + "description", ""))
          .build();
    } catch (SourceException e) {
      throw Statuses.resolving(e);
    }
  }

  private static boolean isRegistry(Repository repository) {
    return repository.getType().equals("oci")
        || repository.getEnableOCI()
        || repository.getRepo().startsWith("oci://");
  }

  /// @param chart in a repository of charts; empty for the repository itself
  private static Place registry(Repository repository, String chart) throws SourceException {
    String url = repository.getRepo();
    return Place.ofRegistry(
        chart.isEmpty() ? url : url.replaceFirst("/+$", "") + "/" + chart,
        repository.getInsecureOCIForceHttp(),
        access(repository));
  }

  private static Place.Access access(Repository repository) throws SourceException {
    if (repository.getUseAzureWorkloadIdentity()) {
      throw new SourceException(
          Reason.INVALID, "Azure workload identities are not supported; use a user and a password");
    }
    return new Place.Access(
        repository.getUsername(),
        repository.getPassword(),
        repository.getInsecure(),
        repository.getProxy(),
        repository.getNoProxy(),
        repository.getTlsClientCertData(),
        repository.getTlsClientCertKey());
  }
}
