package io.tiphys.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.Eventually;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A cluster is followed as an account that may list one kind.
@Behaviour("DIF-16")
class ForbiddenKindsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final GroupKind SECRET = new GroupKind("", "Secret");

  private String token = "";

  @BeforeEach
  void bind() {
    var kubectl = Kubectl.of(cluster);
    String account = cluster.namespace() + ":viewer";
    kubectl.run("create", "serviceaccount", "viewer");
    kubectl.run("create", "role", "viewer", "--verb=get,list,watch", "--resource=configmaps");
    kubectl.run("create", "rolebinding", "viewer", "--role=viewer", "--serviceaccount=" + account);
    token = kubectl.run("create", "token", "viewer").strip();
  }

  private interface Look {
    void at(ClusterCache cache) throws Throwable;
  }

  private void follow(boolean respectRbac, Look look) throws Throwable {
    var connection = cluster.connection();
    var access =
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(token),
            Tls.trusting(connection.certificateAuthority()));
    var settings =
        CacheSettings.DEFAULT
            .withKinds(KindFilter.DEFAULT, respectRbac)
            .withNamespaces(Set.of(cluster.namespace()), false);
    try (var client = new KubeClient(access, KubeClientOptions.DEFAULT);
        var cache = new ClusterCache(client, settings, header -> "", new SchemaDocuments())) {
      cache.start();
      assertThat(cache.awaitStarted(Duration.ofSeconds(60))).isInstanceOf(CacheState.Synced.class);
      var settled = new ResourceKey("", "ConfigMap", cluster.namespace(), "settled");
      Kubectl.of(cluster).run("create", "configmap", settled.name());
      Eventually.holds(() -> assertThat(cache.get(settled)).isPresent());
      look.at(cache);
    }
  }

  @Test
  void aKindThatMayNotBeListedFailsAloneAndSaysWhy() throws Throwable {
    follow(
        false,
        cache -> {
          assertThat(cache.failure(SECRET).orElse(""))
              .contains("secrets is forbidden", cluster.namespace() + ":viewer");
          assertThat(cache.failure(new GroupKind("", "ConfigMap"))).isEmpty();
        });
  }

  @Test
  void itIsNoFailureWhereRightsAreRespected() throws Throwable {
    follow(
        true,
        cache -> {
          assertThat(cache.failingKinds()).isEmpty();
          assertThat(cache.isWatched(SECRET)).isFalse();
          assertThat(cache.isWatched(new GroupKind("", "ConfigMap"))).isTrue();
        });
  }
}
