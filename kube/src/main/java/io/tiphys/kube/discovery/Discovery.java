package io.tiphys.kube.discovery;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks an API server what it serves: two requests in the aggregated form, which API servers have
/// since 1.26, else one for each group-version. See
/// https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api.
public final class Discovery {

  private static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
          + "application/json";

  private final KubeClient client;

  public Discovery(KubeClient client) {
    this.client = client;
  }

  /// What came of it.
  public sealed interface Result {

    /// One or more groups may be missing: see [ApiResources#failing].
    record Found(ApiResources resources) implements Result {}

    /// Nothing can be said.
    record Failed(Answer why) implements Result {}
  }

  public Result discover() {
    Answer version = client.read("/version", "application/json");
    Answer core = client.read("/api", AGGREGATED);
    Answer groups = client.read("/apis", AGGREGATED);
    for (Answer answer : List.of(version, core, groups)) {
      if (!answer.isOk()) {
        return new Result.Failed(answer);
      }
    }
    var resources = new ArrayList<ApiResource>();
    var failing = new LinkedHashMap<String, String>();
    try {
      String serverVersion = text(tree(version), "gitVersion");
      if (isAggregated(tree(core)) && isAggregated(tree(groups))) {
        new AggregatedDiscovery(resources, failing).read(tree(core));
        new AggregatedDiscovery(resources, failing).read(tree(groups));
      } else {
        new ClassicDiscovery(client, resources, failing).read(tree(core), tree(groups));
      }
      return new Result.Found(new ApiResources(plain(serverVersion), resources, failing));
    } catch (RuntimeException e) {
      return new Result.Failed(
          new Answer.Refused(
              200, "", "the API server's discovery is no JSON as expected: " + e.getMessage()));
    }
  }

  private static boolean isAggregated(Map<String, @Nullable Object> tree) {
    return "APIGroupDiscoveryList".equals(tree.get("kind"));
  }

  /// `v1.36.1` of `v1.36.1-eks-1234`: what Argo CD shows as a cluster's version.
  public static String plain(String gitVersion) {
    int end = gitVersion.startsWith("v") ? 1 : 0;
    while (end < gitVersion.length()
        && (Character.isDigit(gitVersion.charAt(end)) || gitVersion.charAt(end) == '.')) {
      end++;
    }
    String numbers = gitVersion.substring(0, end);
    return numbers.isEmpty() || numbers.startsWith("v") ? numbers : "v" + numbers;
  }

  static Map<String, @Nullable Object> tree(Answer answer) {
    return switch (answer) {
      case Answer.Ok(var code, var body) -> JsonTree.parseObject(body);
      case Answer.Refused refused -> Map.of();
      case Answer.Unreachable unreachable -> Map.of();
    };
  }

  static String text(Map<String, @Nullable Object> tree, String name) {
    return tree.get(name) instanceof String text ? text : "";
  }
}
