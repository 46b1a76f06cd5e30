package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Logging in and out, contexts and versions, by the stock `argocd` binary.
class SessionCommandsIT {

  @RegisterExtension
  static final CommandScript script =
      CommandScript.of("login", "logout", "relogin", "context", "version");

  @ParameterizedTest
  @EnumSource
  void aLoginFromBeginningToEnd(Way way) {
    Argocd argocd = script.newcomer(way);
    assertThat(
            argocd
                .runWith(
                    "y\n",
                    "login",
                    argocd.server(),
                    "--username",
                    "admin",
                    "--password",
                    script.adminPassword())
                .succeeds()
                .lines())
        .anyMatch(line -> line.endsWith("'admin:login' logged in successfully"))
        .contains("Context '" + argocd.server() + "' updated");
    assertThat(argocd.run("context").succeeds().lines())
        .containsExactly("CURRENT NAME SERVER", "* " + argocd.server() + " " + argocd.server());
    assertThat(argocd.run("version").succeeds().lines())
        .anyMatch(line -> line.startsWith("argocd: v3.2.11"))
        .anyMatch(line -> line.startsWith("argocd-server: v3.6.0+tiphys"));
    assertThat(argocd.run("relogin", "--password", script.adminPassword()).succeeds().lines())
        .containsExactly("Relogging in as 'admin'", "Context '" + argocd.server() + "' updated");
    assertThat(argocd.run("logout", argocd.server()).succeeds().lines())
        .contains("Logged out from '" + argocd.server() + "'");
  }
}
