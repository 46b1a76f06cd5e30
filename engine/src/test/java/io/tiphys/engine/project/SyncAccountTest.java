package io.tiphys.engine.project;

import static io.tiphys.engine.TestingManifests.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.project.AppProjectSpec;
import org.junit.jupiter.api.Test;

class SyncAccountTest {

  private static final String SERVER = "https://one.example";

  private static SyncAccount of(String namespace, boolean enforced, String... accounts) {
    var project =
        model(
            "{\"destinationServiceAccounts\":[" + String.join(",", accounts) + "]}",
            AppProjectSpec.class);
    var app =
        model(
            """
            {"metadata":{"name":"web","namespace":"argocd"},
            "spec":{"destination":{"server":"%s","namespace":"%s"}}}\
            """
                .formatted(SERVER, namespace),
            Application.class);
    return SyncAccount.of(project, app, SERVER, enforced);
  }

  private static String account(String server, String namespace, String name) {
    return """
    {"server":"%s","namespace":"%s","defaultServiceAccount":"%s"}\
    """
        .formatted(server, namespace, name);
  }

  @Test
  void theFirstThatFitsTheDestinationActs() {
    assertThat(
            of(
                "team-a",
                true,
                account("https://two.example", "*", "other"),
                account("https://*.example", "team-*", "deployer"),
                account("*", "*", "last")))
        .isEqualTo(new SyncAccount.Of("team-a", "deployer"));
  }

  @Test
  void itsNamespaceIsItsOwnOrTheDestinationsOrTheApplications() {
    assertThat(of("team-a", true, account("*", "*", "ops:deployer")))
        .isEqualTo(new SyncAccount.Of("ops", "deployer"));
    assertThat(of("", true, account("*", "*", "deployer")))
        .isEqualTo(new SyncAccount.Of("argocd", "deployer"));
  }

  @Test
  void withoutOneNobodyActsUnlessThatIsNotEnforced() {
    assertThat(of("team-a", true, account("*", "team-b", "deployer")))
        .isEqualTo(
            new SyncAccount.Refused(
                "failed to find a matching service account to impersonate: no matching service"
                    + " account found for destination server https://one.example and namespace"
                    + " team-a"));
    assertThat(of("team-a", false)).isEqualTo(new SyncAccount.Own());
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    for (String bad : new String[] {"", " ", "a*", "a/b"}) {
      assertThat(of("team-a", false, account("*", "*", bad)))
          .isEqualTo(
              new SyncAccount.Refused(
                  "failed to find a matching service account to impersonate: default service"
                      + " account contains invalid chars '"
                      + bad
                      + "'"));
    }
  }
}
