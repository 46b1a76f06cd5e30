package io.tiphys.standalone;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.ClusterLogin;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.model.json.JsonTree;
import io.tiphys.settings.flags.KubeFlags;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cluster and the namespace that Tiphys' own objects are in.
record Home(KubeClient kube, String namespace) implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Home.class);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final List<String> KINDS = List.of("applications", "appprojects");

  /// Finds and reaches it.
  ///
  /// @throws IOException when it is not found, not reached, or has not the resource definitions;
  ///   the message says what to do
  static Home find(KubeFlags flags, Map<String, String> env) throws IOException {
    ClusterLogin login = flags.login(env);
    var kube = new KubeClient(login.access(), KubeClientOptions.from(env));
    var own = flags.impersonation().map(kube::impersonating).orElse(kube);
    return new Home(own, login.namespace());
  }

  ClusterAccess access() {
    return kube.access();
  }

  /// Looks whether the API server answers and knows Applications. One that is away comes back in a
  /// moment, most of the time.
  void check() throws IOException, InterruptedException {
    switch (definitions()) {
      case Answer.Ok(var code, var body) -> {
        var missing = missing(body);
        if (!missing.isEmpty()) {
          throw undefined(String.join(", ", missing));
        }
      }
      case Answer.Refused refused when refused.isNotFound() ->
          throw undefined(String.join(", ", KINDS));
      case Answer.Refused(var code, var reason, var message) ->
          throw new IOException(
              "the API server at %s refuses: %s".formatted(access().server(), message));
      case Answer.Unreachable(var cause) ->
          throw new IOException(
              "the API server at %s is not reached: %s".formatted(access().server(), cause));
    }
  }

  private Answer definitions() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean isSaid = false;
    while (true) {
      Answer answer = kube.read("/apis/argoproj.io/v1alpha1", "application/json");
      if (!(answer instanceof Answer.Unreachable(var cause)) || System.nanoTime() - end > 0) {
        return answer;
      }
      if (!isSaid) {
        isSaid = true;
        log.warn(
            "the API server at {} is not reached: {}; it is tried for {} s",
            access().server(),
            cause,
            PATIENCE.toSeconds());
      }
      Thread.sleep(PAUSE);
    }
  }

  private IOException undefined(String kinds) {
    return new IOException(
        "the cluster at %s does not define %s of argoproj.io; install the definitions with"
                .formatted(access().server(), kinds)
            + " 'kubectl apply --server-side -k https://github.com/argoproj/argo-cd/manifests/crds'"
            + " or from model/src/main/resources/io/tiphys/model/crds");
  }

  private static Set<String> missing(byte[] discovery) {
    var missing = new HashSet<>(KINDS);
    for (Object resource : JsonTree.listOrEmpty(JsonTree.parseObject(discovery).get("resources"))) {
      missing.remove(String.valueOf(JsonTree.objectOrEmpty(resource).get("name")));
    }
    return missing;
  }

  @Override
  public void close() {
    kube.close();
  }
}
