package io.tiphys.exchange.repo;

import io.tiphys.model.application.ApplicationSource;
import java.time.Duration;
import java.util.List;

/// What manifests are asked for.
///
/// @param appInstance the Application as its tracking mark names it
/// @param project its project's name
/// @param namespace of its destination
/// @param sources at least one
/// @param revisions one a source; an empty one stands for the source's own target revision
/// @param freshness how new
/// @param age how long ago somebody wanted to know: what the remote has said since then will do
/// @param kubeVersion of the destination cluster, such as `v1.36.1`
/// @param apiVersions that the destination cluster serves
public record ManifestQuery(
    String appInstance,
    String project,
    String namespace,
    List<ApplicationSource> sources,
    List<String> revisions,
    Freshness freshness,
    Duration age,
    String kubeVersion,
    List<String> apiVersions) {

  public ManifestQuery {
    sources = List.copyOf(sources);
    revisions = List.copyOf(revisions);
  }

  String revision(int source) {
    String given = source < revisions.size() ? revisions.get(source) : "";
    return given.isEmpty() ? sources.get(source).targetRevision() : given;
  }
}
