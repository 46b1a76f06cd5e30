package io.tiphys.kube.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// A kubeconfig file (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/). Of several
/// files in `KUBECONFIG` the first that exists is read.
public final class KubeConfigFile {

  private final Path file;
  private final Map<?, ?> content;

  private KubeConfigFile(Path file, Map<?, ?> content) {
    this.file = file;
    this.content = content;
  }

  /// @throws IOException when there is none
  public static KubeConfigFile find(Map<String, String> env) throws IOException {
    String paths = env.getOrDefault("KUBECONFIG", "");
    if (paths.isEmpty()) {
      return read(Path.of(env.getOrDefault("HOME", "."), ".kube", "config"));
    }
    for (String path : paths.split(java.io.File.pathSeparator)) {
      if (!path.isEmpty() && Files.isReadable(Path.of(path))) {
        return read(Path.of(path));
      }
    }
    throw new IOException("KUBECONFIG names no file that can be read: " + paths);
  }

  /// @throws IOException when it cannot be read, or is no kubeconfig
  public static KubeConfigFile read(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(
          "there is no kubeconfig at " + file + "; set KUBECONFIG, or run inside a cluster");
    }
    try {
      Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      if (yaml instanceof Map<?, ?> map) {
        return new KubeConfigFile(file, map);
      }
    } catch (YAMLException e) {
      throw new IOException("kubeconfig " + file + " is no YAML"); // a message could quote a token
    }
    throw new IOException("kubeconfig " + file + " is empty");
  }

  /// @param context its name; empty for the current one
  /// @throws IOException when something that it names is missing
  public ClusterLogin login(String context) throws IOException {
    String name = context.isEmpty() ? text(content, "current-context") : context;
    if (name.isEmpty()) {
      throw new IOException("kubeconfig " + file + " has no current-context");
    }
    Map<?, ?> chosen = named("contexts", "context", name);
    Map<?, ?> cluster = named("clusters", "cluster", text(chosen, "cluster"));
    String userName = text(chosen, "user");
    Map<?, ?> user = userName.isEmpty() ? Map.of() : named("users", "user", userName);
    Tls tls =
        new Tls(
            pem(cluster, "certificate-authority"),
            pem(user, "client-certificate"),
            pem(user, "client-key"),
            Boolean.TRUE.equals(cluster.get("insecure-skip-tls-verify")),
            text(cluster, "tls-server-name"));
    String namespace = text(chosen, "namespace");
    return new ClusterLogin(
        new ClusterAccess(
            text(cluster, "server"),
            auth(user),
            tls,
            text(cluster, "proxy-url"),
            Boolean.TRUE.equals(cluster.get("disable-compression"))),
        namespace.isEmpty() ? "default" : namespace);
  }

  private Auth auth(Map<?, ?> user) {
    if (!text(user, "token").isEmpty()) {
      return new Auth.Bearer(text(user, "token"));
    }
    if (!text(user, "tokenFile").isEmpty()) {
      return new Auth.TokenFile(beside(text(user, "tokenFile")));
    }
    if (!text(user, "username").isEmpty()) {
      return new Auth.Basic(text(user, "username"), text(user, "password"));
    }
    if (user.get("exec") instanceof Map<?, ?> exec) {
      return new Auth.Exec(
          text(exec, "command"), texts(exec.get("args")), env(exec), text(exec, "apiVersion"));
    }
    return new Auth.None();
  }

  private static Map<String, String> env(Map<?, ?> exec) {
    var env = new HashMap<String, String>();
    if (exec.get("env") instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> pair) {
          env.put(text(pair, "name"), text(pair, "value"));
        }
      }
    }
    return env;
  }

  private static List<String> texts(@Nullable Object list) {
    var texts = new ArrayList<String>();
    if (list instanceof List<?> items) {
      items.forEach(item -> texts.add(String.valueOf(item)));
    }
    return texts;
  }

  private Map<?, ?> named(String list, String member, String name) throws IOException {
    if (content.get(list) instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> map
            && name.equals(map.get("name"))
            && map.get(member) instanceof Map<?, ?> found) {
          return found;
        }
      }
    }
    throw new IOException("kubeconfig " + file + " has no " + member + " named " + name);
  }

  /// What stands in the file as `NAME-data`, or in the file that `NAME` names.
  private String pem(Map<?, ?> map, String name) throws IOException {
    String data = text(map, name + "-data");
    try {
      if (!data.isEmpty()) {
        return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("kubeconfig " + file + ": " + name + "-data is not base64");
    }
    String path = text(map, name);
    return path.isEmpty() ? "" : Files.readString(beside(path));
  }

  private Path beside(String path) {
    Path base = file.toAbsolutePath().getParent();
    return base == null ? Path.of(path) : base.resolve(path);
  }

  private static String text(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null ? "" : value.toString();
  }
}
