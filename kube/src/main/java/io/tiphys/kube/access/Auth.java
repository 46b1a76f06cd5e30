package io.tiphys.kube.access;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// How a request says who sends it. No form prints its secret.
public sealed interface Auth {

  /// Nothing is sent (a client certificate may still be).
  record None() implements Auth {}

  record Bearer(String token) implements Auth {
    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /// A token in a file that is replaced from time to time, as a service account's is.
  record TokenFile(Path file) implements Auth {}

  record Basic(String user, String password) implements Auth {
    @Override
    public String toString() {
      return "Basic[user=" + user + "]";
    }
  }

  /// A program that prints an `ExecCredential`
  /// (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins).
  ///
  /// @param command found on the PATH, or a path
  /// @param apiVersion `client.authentication.k8s.io/v1` or `/v1beta1`
  record Exec(String command, List<String> arguments, Map<String, String> env, String apiVersion)
      implements Auth {
    public Exec {
      arguments = List.copyOf(arguments);
      env = Map.copyOf(env);
    }

    @Override
    public String toString() {
      return "Exec[command=" + command + "]";
    }
  }
}
