package io.tiphys.kube.access;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `config` of a cluster Secret: JSON with the credentials and the TLS side
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters).
public final class ClusterConfig {

  private ClusterConfig() {}

  /// @param server the Secret's `server`
  /// @param config the Secret's `config`; empty for none
  /// @throws IllegalArgumentException when it is not what it should be; the message quotes nothing
  public static ClusterAccess access(String server, String config) {
    Map<String, @Nullable Object> tree;
    try {
      tree =
          config.isBlank()
              ? Map.of()
              : JsonTree.parseObject(config.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("config is no JSON object");
    }
    var tls = JsonTree.objectOrEmpty(tree.get("tlsClientConfig"));
    return new ClusterAccess(
        server,
        auth(tree),
        new Tls(
            pem(tls, "caData"),
            pem(tls, "certData"),
            pem(tls, "keyData"),
            Boolean.TRUE.equals(tls.get("insecure")),
            text(tls, "serverName")),
        text(tree, "proxyUrl"),
        Boolean.TRUE.equals(tree.get("disableCompression")));
  }

  private static Auth auth(Map<String, @Nullable Object> tree) {
    if (tree.get("awsAuthConfig") instanceof Map<?, ?> aws) {
      return aws(JsonTree.object(aws));
    }
    if (tree.get("execProviderConfig") instanceof Map<?, ?> exec) {
      return exec(JsonTree.object(exec));
    }
    if (!text(tree, "bearerToken").isEmpty()) {
      return new Auth.Bearer(text(tree, "bearerToken"));
    }
    return text(tree, "username").isEmpty()
        ? new Auth.None()
        : new Auth.Basic(text(tree, "username"), text(tree, "password"));
  }

  private static Auth aws(Map<String, @Nullable Object> aws) {
    var arguments = new ArrayList<>(List.of("aws", "--cluster-name", text(aws, "clusterName")));
    if (!text(aws, "roleARN").isEmpty()) {
      arguments.addAll(List.of("--role-arn", text(aws, "roleARN")));
    }
    if (!text(aws, "profile").isEmpty()) {
      arguments.addAll(List.of("--profile", text(aws, "profile")));
    }
    return new Auth.Exec(
        "argocd-k8s-auth", arguments, Map.of(), "client.authentication.k8s.io/v1beta1");
  }

  private static Auth exec(Map<String, @Nullable Object> exec) {
    var arguments = new ArrayList<String>();
    for (Object argument : JsonTree.listOrEmpty(exec.get("args"))) {
      arguments.add(String.valueOf(argument));
    }
    var env = new HashMap<String, String>();
    JsonTree.objectOrEmpty(exec.get("env"))
        .forEach((name, value) -> env.put(name, String.valueOf(value)));
    return new Auth.Exec(text(exec, "command"), arguments, env, text(exec, "apiVersion"));
  }

  /// `[]byte` of Go: base64 of a PEM text.
  private static String pem(Map<String, @Nullable Object> tls, String name) {
    String data = text(tls, name);
    try {
      return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("config: tlsClientConfig." + name + " is not base64");
    }
  }

  private static String text(Map<String, @Nullable Object> tree, String name) {
    return tree.get(name) instanceof String text ? text : "";
  }
}
