package io.tiphys.reposerver.serve;

import io.grpc.StatusException;
import io.tiphys.proto.reposerver.DirectoryAppSpec;
import io.tiphys.proto.reposerver.HelmAppSpec;
import io.tiphys.proto.reposerver.KustomizeAppSpec;
import io.tiphys.proto.reposerver.ManifestRequest;
import io.tiphys.proto.reposerver.ManifestResponse;
import io.tiphys.proto.reposerver.RepoAppDetailsResponse;
import io.tiphys.proto.reposerver.RepoServerAppDetailsQuery;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.Recency;

/// Tells what kind of source a path holds and which parameters it takes, for the form that makes an
/// application and for its Parameters tab.
final class AppDetails {

  private final Sources sources;
  private final SourceTypes types;
  private final ManifestGeneration manifests;

  AppDetails(Sources sources, SourceTypes types, ManifestGeneration manifests) {
    this.sources = sources;
    this.types = types;
    this.manifests = manifests;
  }

  RepoAppDetailsResponse of(RepoServerAppDetailsQuery query) throws StatusException {
    var source = query.getSource();
    Recency recency = CallRecency.of(query.getNoRevisionCache() || query.getNoCache());
    return sources.use(
        query.getRepo(),
        source.getTargetRevision(),
        recency,
        (remote, tree) -> {
          var found = types.of(source, tree);
          var response = RepoAppDetailsResponse.newBuilder().setType(found.type().text());
          switch (found.type()) {
            case HELM -> response.setHelm(helm(query, tree, found.directory()));
            case KUSTOMIZE -> response.setKustomize(kustomize(query, tree));
            case DIRECTORY -> response.setDirectory(DirectoryAppSpec.getDefaultInstance());
            case PLUGIN -> {}
          }
          return response.build();
        });
  }

  private static HelmAppSpec helm(
      RepoServerAppDetailsQuery query, CommitTree tree, String directory) {
    return new HelmDetails(tree, directory).of(query.getSource().getHelm());
  }

  /// The images that the build really has, as the original lists them.
  private KustomizeAppSpec kustomize(RepoServerAppDetailsQuery query, CommitTree tree)
      throws StatusException {
    ManifestResponse built =
        manifests.generate(
            ManifestRequest.newBuilder()
                .setRepo(query.getRepo())
                .setRevision(tree.revision())
                .setAppName(query.getAppName())
                .setApplicationSource(query.getSource())
                .setNoCache(query.getNoCache())
                .build());
    return KustomizeAppSpec.newBuilder().addAllImages(Images.of(built.getManifestsList())).build();
  }
}
