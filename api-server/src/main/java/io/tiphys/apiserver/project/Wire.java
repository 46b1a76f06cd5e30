package io.tiphys.apiserver.project;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.cluster.ClusterConfigBuilder;
import io.tiphys.model.cluster.TLSClientConfigBuilder;
import io.tiphys.model.json.InvalidFieldException;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.SyncWindow;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import io.tiphys.proto.json.GoJson;
import java.util.regex.Pattern;

/// What is stored, as messages, and back. No secret gets into a message: repositories and clusters
/// are made anew of what anybody may see who may see the project.
final class Wire {

  private static final Pattern LOGIN = Pattern.compile("://[^/@]*@");

  private Wire() {}

  /// @throws Refusal INVALID_ARGUMENT when the message is no project
  static AppProject project(io.tiphys.proto.v1alpha1.AppProject message) {
    try {
      return ModelJson.fromTree(GoJson.toTree(message), AppProject.class);
    } catch (InvalidFieldException e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  static io.tiphys.proto.v1alpha1.AppProject project(AppProject project) {
    return GoJson.merge(ModelJson.toTree(project), io.tiphys.proto.v1alpha1.AppProject.newBuilder())
        .build();
  }

  static io.tiphys.proto.v1alpha1.SyncWindow window(SyncWindow window) {
    return GoJson.merge(ModelJson.toTree(window), io.tiphys.proto.v1alpha1.SyncWindow.newBuilder())
        .build();
  }

  static io.tiphys.proto.v1alpha1.Repository repository(Repository repository) {
    Repository open =
        RepositoryBuilder.builder()
            .repo(withoutLogin(repository.repo()))
            .type(repository.type().isEmpty() ? "git" : repository.type())
            .name(repository.name())
            .insecure(repository.insecure())
            .insecureIgnoreHostKey(repository.insecureIgnoreHostKey())
            .enableLfs(repository.enableLfs())
            .enableOCI(repository.enableOCI())
            .insecureOCIForceHttp(repository.insecureOCIForceHttp())
            .inheritedCreds(repository.inheritedCreds())
            .forceHttpBasicAuth(repository.forceHttpBasicAuth())
            .useAzureWorkloadIdentity(repository.useAzureWorkloadIdentity())
            .githubAppID(repository.githubAppID())
            .githubAppInstallationID(repository.githubAppInstallationID())
            .githubAppEnterpriseBaseUrl(withoutLogin(repository.githubAppEnterpriseBaseUrl()))
            .proxy(withoutLogin(repository.proxy()))
            .noProxy(repository.noProxy())
            .project(repository.project())
            .depth(repository.depth())
            .connectionState(repository.connectionState())
            .build();
    return GoJson.merge(ModelJson.toTree(open), io.tiphys.proto.v1alpha1.Repository.newBuilder())
        .build();
  }

  static io.tiphys.proto.v1alpha1.Cluster cluster(Cluster cluster) {
    var config = cluster.config();
    Cluster open =
        cluster.withConfig(
            ClusterConfigBuilder.builder()
                .awsAuthConfig(config.awsAuthConfig())
                .disableCompression(config.disableCompression())
                .proxyUrl(withoutLogin(config.proxyUrl()))
                .tlsClientConfig(
                    TLSClientConfigBuilder.builder()
                        .insecure(config.tlsClientConfig().insecure())
                        .build())
                .build());
    return GoJson.merge(ModelJson.toTree(open), io.tiphys.proto.v1alpha1.Cluster.newBuilder())
        .build();
  }

  /// A URL without the name and the password in it.
  private static String withoutLogin(String url) {
    return LOGIN.matcher(url).replaceFirst("://");
  }
}
