package io.tiphys.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyInForceTest {

  private final PolicyInForce inForce = new PolicyInForce();

  private boolean may(String subject, String action) {
    var asker = new Asker.Known(subject, List.of());
    return new PolicyRights(inForce.current(), Projects.NONE, asker)
        .allow("applications", action, "team/web");
  }

  @Test
  void theBuiltInPolicyHoldsFromTheStart() {
    assertThat(may("admin", "delete/apps/Deployment/ns/web")).isTrue();
    assertThat(may("bob", "get")).isFalse();
  }

  @Test
  void aBadLineLeavesTheLastGoodPolicyWhole() {
    inForce.update(Map.of("policy.csv", "p, bob, applications, get, team/*, allow"));
    inForce.update(
        Map.of(
            "policy.csv", "p, bob, applications, *, team/*, allow",
            "policy.more.csv", "\n\np, bob, applications",
            "policy.default", "role:admin"));
    assertThat(may("bob", "get")).isTrue();
    assertThat(may("bob", "sync")).isFalse();
    assertThat(inForce.problems())
        .singleElement()
        .hasToString(
            "policy.more.csv line 3: a p line is 'p, subject, resource, action, object, effect':"
                + " p, bob, applications");
    inForce.update(Map.of());
    assertThat(inForce.problems()).isEmpty();
    assertThat(may("bob", "get")).isFalse();
  }

  @Test
  void aRegularExpressionThatIsNoneIsAProblem() {
    inForce.update(
        Map.of(
            "policy.csv", "p, bob, applications, get, team/(, allow",
            "policy.matchMode", "regex"));
    assertThat(inForce.problems()).singleElement().asString().startsWith("policy.csv line 1: ");
  }

  @Test
  void aGlobThatIsNoneMatchesNothing() {
    inForce.update(Map.of("policy.csv", "p, bob, applications, get, [, allow\ng, bob, role:x"));
    assertThat(inForce.problems()).isEmpty();
    assertThat(may("bob", "get")).isFalse();
  }

  @Test
  void scopesAreAListOrAText() {
    assertThat(RbacSettings.of(Map.of()).scopes()).containsExactly("groups");
    assertThat(RbacSettings.of(Map.of("scopes", "[groups, email]")).scopes())
        .containsExactly("groups", "email");
    assertThat(RbacSettings.of(Map.of("scopes", "email")).scopes()).containsExactly("email");
    assertThat(RbacSettings.of(Map.of("scopes", "[a")).scopes()).containsExactly("groups");
  }
}
