package io.tiphys.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What `argocd-cmd-params-cm` says. The original's manifests hand each key to a service as an
/// environment variable when it starts; so do we where the variable is not set.
///
/// @param data all keys
public record CmdParams(Map<String, String> data) {

  /// The object's name.
  public static final String NAME = "argocd-cmd-params-cm";

  public static final CmdParams NONE = new CmdParams(Map.of());

  public CmdParams {
    data = Map.copyOf(data);
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(data.get(key));
  }

  /// The environment variables that the keys stand for in one service.
  ///
  /// @param service `server`, `controller`, `repo-server`, `appset`, `notif`, `commit-server` or
  ///   `dex-server`
  public Map<String, String> environment(String service) {
    var environment = new TreeMap<String, String>();
    for (String line : table().split("\n")) {
      String[] columns = line.split("\t");
      if (!line.startsWith("#") && Set.of(columns[1].split(",")).contains(service)) {
        get(columns[0]).ifPresent(value -> environment.put(columns[2], value));
      }
    }
    return environment;
  }

  private static String table() {
    try (InputStream table = CmdParams.class.getResourceAsStream("cmd-params.tsv")) {
      if (table == null) {
        throw new IllegalStateException("cmd-params.tsv is not in the jar");
      }
      return new String(table.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
