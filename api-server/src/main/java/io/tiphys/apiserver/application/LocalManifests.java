package io.tiphys.apiserver.application;

import com.google.protobuf.ByteString;
import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.exchange.repo.Freshness;
import io.tiphys.proto.application.ApplicationManifestQueryWithFilesWrapper;
import io.tiphys.proto.reposerver.ManifestResponse;
import java.util.Iterator;
import java.util.List;

/// Renders what somebody has on disk as if it were in Git: `argocd app diff --local`. The archive
/// goes through to the repo server in the pieces in which it comes.
final class LocalManifests {

  private final ApplicationAccess access;
  private final Manifests manifests;

  LocalManifests(ApplicationAccess access, Manifests manifests) {
    this.access = access;
    this.manifests = manifests;
  }

  Reply<ManifestResponse> manifests(
      Iterator<ApplicationManifestQueryWithFilesWrapper> parts, Call call)
      throws InterruptedException {
    if (!parts.hasNext()) {
      throw Refusal.invalid("error getting query: the call has no message");
    }
    var first = parts.next();
    if (!first.hasQuery()) {
      throw Refusal.invalid("error getting query: expected a query, but got a chunk of files");
    }
    var query = first.getQuery();
    if (query.getName().isEmpty()) {
      throw Refusal.invalid("invalid request: application name is missing");
    }
    var found =
        access.find(
            call, "get", new Wanted(query.getName(), query.getAppNamespace(), query.getProject()));
    var app = found.app();
    if (app.spec().source() == null) {
      throw Refusal.invalid("local manifests are supported for Applications of one source only");
    }
    var question = manifests.question(found, app, List.of(), Freshness.HARD);
    var chunks = new Chunks(parts);
    var response =
        Manifests.asked(
            "error generating manifests",
            () -> manifests.repoServer().manifestsOf(question, query.getChecksum(), chunks));
    return Reply.of(manifests.masked(response.toBuilder()).build());
  }

  /// The archive's pieces.
  private record Chunks(Iterator<ApplicationManifestQueryWithFilesWrapper> parts)
      implements Iterator<ByteString> {

    @Override
    public boolean hasNext() {
      return parts.hasNext();
    }

    @Override
    public ByteString next() {
      return parts.next().getChunk().getChunk();
    }
  }
}
