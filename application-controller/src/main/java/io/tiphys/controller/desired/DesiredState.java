package io.tiphys.controller.desired;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.tiphys.exchange.repo.GoStatus;
import io.tiphys.exchange.repo.ManifestQuery;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.proto.reposerver.ManifestResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks for what Git asks for.
public final class DesiredState {

  private final RepoServerClient repoServer;

  public DesiredState(RepoServerClient repoServer) {
    this.repoServer = repoServer;
  }

  /// The manifests of all sources, one call a source.
  public DesiredAnswer ask(ManifestQuery query) {
    var rendered = new ArrayList<Desired.Rendered>();
    int count = query.sources().size();
    for (int i = 0; i < count; i++) {
      try {
        ManifestResponse response = repoServer.manifests(query, i);
        rendered.add(
            new Desired.Rendered(
                response.getRevision(), response.getSourceType(), response.getManifestsList()));
      } catch (StatusRuntimeException e) {
        return failure(e.getStatus(), i + 1, count);
      }
    }
    return new DesiredAnswer.Ready(new Desired(rendered));
  }

  /// The newest revisions of all sources, if they change nothing at paths.
  ///
  /// @param known the revisions whose manifests are known, one a source
  /// @param paths that the manifests are made of
  /// @return empty when something has changed there, or nobody can say
  public Optional<List<String>> unchanged(
      ManifestQuery query, List<String> known, List<String> paths) {
    if (paths.isEmpty() || known.size() != query.sources().size()) {
      return Optional.empty();
    }
    var revisions = new ArrayList<String>();
    try {
      for (int i = 0; i < known.size(); i++) {
        var answer = repoServer.changes(query, i, known.get(i), paths);
        if (answer.getChanges()) {
          return Optional.empty();
        }
        revisions.add(answer.getRevision());
      }
      return Optional.of(revisions);
    } catch (StatusRuntimeException unknown) { // what is wrong is said when manifests are asked for
      return Optional.empty();
    }
  }

  // Tools match the beginning of this text.
  private static DesiredAnswer failure(Status status, int source, int count) {
    String message =
        "Failed to load target state: failed to generate manifest for source %d of %d: %s"
            .formatted(
                source,
                count,
                GoStatus.text(status.getCode(), String.valueOf(status.getDescription())));
    return switch (status.getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> new DesiredAnswer.Unavailable(message);
      default -> new DesiredAnswer.Failed(message);
    };
  }
}
