package io.tiphys.settings;

import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Makes settings of the objects; remembers the last good values. One thread.
final class SettingsReader {

  private static final Set<String> REPOSITORY_TYPES = Set.of("repository", "repo-creds");
  private static final Set<String> WRITE_TYPES = Set.of("repository-write", "repo-write-creds");

  private final ClusterSecrets clusters;
  private ArgocdSettings lastGood = ArgocdSettings.DEFAULT;

  SettingsReader(ClusterAccess home) {
    this.clusters = new ClusterSecrets(home);
  }

  /// @param configMaps the data of each, by its name
  /// @param typed the JSON of the Secrets with a type of ours
  /// @param parts the JSON of `argocd-secret` and of those that settings may refer to
  Settings read(
      Map<String, Map<String, String>> configMaps,
      Collection<byte[]> typed,
      Collection<byte[]> parts) {
    var problems = new ArrayList<SettingsProblem>();
    Map<String, String> cm = configMaps.getOrDefault(ArgocdSettings.NAME, Map.of());
    ArgocdSettings argocd = ArgocdSettings.of(cm, lastGood, problems::add);
    lastGood = argocd;
    List<NamedSecret> secrets = secrets(typed, problems::add);
    var values = new HashMap<String, Map<String, String>>();
    secrets(parts, problems::add).forEach(secret -> values.put(secret.name(), secret.data()));
    var others = new HashMap<>(configMaps);
    others.remove(ArgocdSettings.NAME);
    others.remove(CmdParams.NAME);
    return new Settings(
        argocd,
        new CmdParams(configMaps.getOrDefault(CmdParams.NAME, Map.of())),
        new SecretValues(values),
        clusters.read(
            secrets.stream().filter(secret -> secret.type().equals("cluster")).toList(),
            argocd.inClusterEnabled(),
            problems::add),
        repositories(secrets, REPOSITORY_TYPES, problems::add),
        repositories(secrets, WRITE_TYPES, problems::add),
        others,
        problems);
  }

  private static Repositories repositories(
      List<NamedSecret> secrets, Set<String> types, Consumer<SettingsProblem> problems) {
    return new RepositorySecrets(problems)
        .read(secrets.stream().filter(secret -> types.contains(secret.type())).toList());
  }

  private static List<NamedSecret> secrets(
      Collection<byte[]> jsons, Consumer<SettingsProblem> problems) {
    return jsons.stream().map(json -> NamedSecret.of(json, problems)).toList();
  }

  /// The `data` of a ConfigMap.
  static Map<String, String> data(byte[] configMap) {
    var data = new HashMap<String, String>();
    JsonTree.objectOrEmpty(JsonTree.parseObject(configMap).get("data"))
        .forEach((key, value) -> data.put(key, String.valueOf(value)));
    return Map.copyOf(data);
  }
}
