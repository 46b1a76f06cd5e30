package io.tiphys.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every command of `argocd account`, over every way.
class AccountCommandsIT {

  @RegisterExtension static final CommandScript script = CommandScript.of("account");

  @BeforeAll
  static void makeAccounts() {
    var settings =
        new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cm}\ndata:\n");
    for (Way way : Way.values()) {
      settings.append("  accounts.").append(account(way)).append(": apiKey, login\n");
    }
    script.kubectl().feed(settings.toString(), "apply", "--server-side", "-f", "-");
  }

  /// One for each way.
  private static String account(Way way) {
    return "robot-" + way.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @ParameterizedTest
  @EnumSource
  void anAccountAndItsTokens(Way way) {
    Argocd argocd = script.argocd(way);
    String robot = account(way);
    Await.until(
        "the account is there",
        () ->
            assertThat(argocd.run("account", "list").succeeds().lines())
                .contains("NAME ENABLED CAPABILITIES", "admin true login")
                .contains(robot + " true apiKey, login"),
        () -> "");
    assertThat(argocd.run("account", "get-user-info").succeeds().lines())
        .contains("Logged In: true", "Username: admin", "Issuer: argocd");
    assertThat(argocd.run("account", "can-i", "sync", "applications", "*/*").succeeds().lines())
        .containsExactly("yes");

    String token =
        argocd
            .run("account", "generate-token", "--account", robot, "--id", "first")
            .succeeds()
            .out()
            .strip();
    assertThat(token.split("\\.")).as("a JWT").hasSize(3);
    assertThat(argocd.run("account", "get", "--account", robot).succeeds().lines())
        .contains("Name: " + robot, "Enabled: true", "Capabilities: apiKey, login", "Tokens:")
        .contains("ID ISSUED AT EXPIRING AT")
        .anyMatch(line -> line.startsWith("first ") && line.endsWith(" never"));
    Argocd byToken = script.newcomer(way);
    String[] its = {"--server", byToken.server(), "--auth-token", token};
    assertThat(
            byToken
                .run(Argocd.arguments(List.of("account", "get-user-info"), its))
                .succeeds()
                .lines())
        .contains("Username: " + robot);
    assertThat(
            byToken
                .run(
                    Argocd.arguments(
                        List.of("account", "can-i", "sync", "applications", "*/*"), its))
                .succeeds()
                .lines())
        .containsExactly("no");
    argocd.run("account", "delete-token", "--account", robot, "first").succeeds();
    assertThat(argocd.run("account", "get", "--account", robot).succeeds().lines())
        .contains("NONE");
    assertThat(
            byToken
                .run(Argocd.arguments(List.of("account", "get", "--account", robot), its))
                .fails()
                .out())
        .contains("code = Unauthenticated");

    changePassword(argocd, robot, way);
    assertThat(argocd.run("account", "bcrypt", "--password", "secret-word").succeeds().out())
        .startsWith("$2a$10$");
  }

  @Test
  void aTokenIsGoodForItsTime() throws Exception {
    Way way = Way.GRPC_PLAINTEXT;
    Argocd argocd = script.argocd(way);
    String generate = "account generate-token --account " + account(way) + " --expires-in ";
    String hour = argocd.type(generate + "1h").succeeds().out().strip();
    var claims = JsonTree.parseObject(Base64.getUrlDecoder().decode(hour.split("\\.")[1]));
    assertThat(claims).containsEntry("exp", (Long) requireNonNull(claims.get("iat")) + 3600);
    assertThat(argocd.type("account get --account " + account(way)).succeeds().lines())
        .anyMatch(line -> line.startsWith(claims.get("jti") + " ") && !line.endsWith(" never"));

    String second = argocd.type(generate + "1s").succeeds().out().strip();
    Argocd byToken = script.newcomer(way);
    Await.until(
        "it has ended",
        () ->
            assertThat(
                    byToken
                        .run(
                            "account", "list", "--server", byToken.server(), "--auth-token", second)
                        .fails()
                        .out())
                .contains("code = Unauthenticated", "token is expired"),
        () -> "");
  }

  private static void changePassword(Argocd argocd, String robot, Way way) {
    String[] passwords = {
      "--current-password", script.adminPassword(), "--new-password", "new-words"
    };
    assertThat(
            argocd
                .run(
                    Argocd.arguments(
                        List.of("account", "update-password", "--account", robot), passwords))
                .succeeds()
                .lines())
        .containsExactly("Password updated");
    Argocd other = script.newcomer(way);
    assertThat(
            other
                .runWith(
                    "y\n", "login", other.server(), "--username", robot, "--password", "new-words")
                .succeeds()
                .out())
        .contains("'" + robot + ":login' logged in successfully");
    assertThat(
            other
                .run(
                    "account",
                    "update-password",
                    "--current-password",
                    "wrong",
                    "--new-password",
                    "newer-words")
                .fails()
                .out())
        .contains("current password does not match");
    assertThat(
            other
                .run(
                    "account",
                    "update-password",
                    "--current-password",
                    "new-words",
                    "--new-password",
                    "newer-words")
                .succeeds()
                .lines())
        .contains("Password updated", "Context '" + other.server() + "' updated");
    assertThat(other.run("account", "get-user-info", "-o", "json").succeeds().out())
        .contains("\"username\": \"" + robot + "\"");
  }
}
