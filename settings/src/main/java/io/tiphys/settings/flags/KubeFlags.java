package io.tiphys.settings.flags;

import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.ClusterLogin;
import io.tiphys.kube.access.Impersonation;
import io.tiphys.kube.access.KubeConfigFile;
import io.tiphys.kube.access.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which cluster Tiphys itself lives in, as kubectl's flags say it. Without any, the pod's service
/// account is used, or the kubeconfig's current context outside a cluster.
public final class KubeFlags {

  @Option(names = "--kubeconfig", description = "Kubeconfig file, outside a cluster.")
  public @Nullable String kubeconfig;

  @Option(names = "--context", description = "The kubeconfig's context instead of the current one.")
  public @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      description = "The namespace of the control plane instead of the context's.")
  public @Nullable String namespace;

  @Option(names = "--server", description = "URL of the API server instead of the context's.")
  public @Nullable String server;

  @Option(names = "--token", description = "Bearer token for the API server.")
  public @Nullable String token;

  @Option(names = "--username", description = "User for basic authentication.")
  public @Nullable String username;

  @Option(names = "--password", description = "Password for basic authentication.")
  public @Nullable String password;

  @Option(names = "--client-certificate", description = "PEM file of a client certificate.")
  public @Nullable Path clientCertificate;

  @Option(names = "--client-key", description = "PEM file of its key.")
  public @Nullable Path clientKey;

  @Option(
      names = "--certificate-authority",
      description = "PEM file of the authority that signed the API server's certificate.")
  public @Nullable Path certificateAuthority;

  @Option(
      names = "--insecure-skip-tls-verify",
      description = "Do not check the API server's certificate.")
  public boolean insecure;

  @Option(
      names = "--tls-server-name",
      description = "The name that the API server's certificate is checked for.")
  public @Nullable String tlsServerName;

  @Option(names = "--proxy-url", description = "Proxy on the way to the API server.")
  public @Nullable String proxyUrl;

  @Option(names = "--disable-compression", description = "Do not ask for compressed answers.")
  public boolean disableCompression;

  @Option(
      names = {"--cluster", "--user"},
      description = "Refused: name a --context that has them.")
  public @Nullable String clusterOrUser;

  @Option(
      names = "--request-timeout",
      defaultValue = "0",
      description = "Accepted; ARGOCD_K8S_SERVER_SIDE_TIMEOUT limits a request.")
  public String requestTimeout = "";

  @Option(names = "--as", description = "The user in whose name requests are sent.")
  public @Nullable String impersonatedUser;

  @Option(names = "--as-group", description = "A group of that user; may be repeated.")
  public List<String> impersonatedGroups = new ArrayList<>();

  @Option(names = "--as-uid", description = "Accepted: the API server takes the user's name.")
  public @Nullable String impersonatedUid;

  /// The cluster that these flags and the environment mean.
  ///
  /// @throws IOException when there is none, or a file that a flag names cannot be read; the
  ///   message says what is missing
  public ClusterLogin login(Map<String, String> env) throws IOException {
    if (clusterOrUser != null) {
      throw new IOException(
          "--cluster and --user are not taken; name a --context of the kubeconfig that has them");
    }
    ClusterLogin found = found(env);
    ClusterAccess access = found.access();
    return new ClusterLogin(
        new ClusterAccess(
            or(server, access.server()),
            auth(access.auth()),
            tls(access.tls()),
            or(proxyUrl, access.proxyUrl()),
            disableCompression || access.disableCompression()),
        or(namespace, found.namespace()));
  }

  /// In whose name requests are sent, when not in one's own.
  public Optional<Impersonation> impersonation() {
    return Optional.ofNullable(impersonatedUser)
        .map(user -> new Impersonation(user, impersonatedGroups));
  }

  private ClusterLogin found(Map<String, String> env) throws IOException {
    if (kubeconfig != null) {
      return KubeConfigFile.read(Path.of(kubeconfig)).login(or(context, ""));
    }
    return context == null ? ClusterLogin.find(env) : KubeConfigFile.find(env).login(context);
  }

  private Auth auth(Auth found) {
    if (token != null) {
      return new Auth.Bearer(token);
    }
    return username == null ? found : new Auth.Basic(username, or(password, ""));
  }

  private Tls tls(Tls found) throws IOException {
    return new Tls(
        pem(certificateAuthority, found.caPem()),
        pem(clientCertificate, found.certificatePem()),
        pem(clientKey, found.keyPem()),
        insecure || found.insecure(),
        or(tlsServerName, found.serverName()));
  }

  private static String pem(@Nullable Path file, String otherwise) throws IOException {
    return file == null ? otherwise : Files.readString(file);
  }

  private static String or(@Nullable String flag, String otherwise) {
    return flag == null ? otherwise : flag;
  }
}
