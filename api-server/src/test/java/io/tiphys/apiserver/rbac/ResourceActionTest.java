package io.tiphys.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.operation.Rights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Rights on the objects of an Application, beside those on itself.
class ResourceActionTest {

  private static final ResourceAction POD = new ResourceAction("delete", "", "Pod", "web", "a");

  private static boolean isAllowed(ResourceAction action, String rule, boolean isInherited) {
    var policy =
        (Policy.Result.Good)
            Policy.compile(RbacSettings.of(Map.of("policy.csv", "p, ann, applications, " + rule)));
    Rights rights =
        new PolicyRights(
            policy.policy(), name -> Optional.empty(), new Asker.Known("ann", List.of()));
    return action.isAllowed(rights, "team/shop", isInherited);
  }

  @Test
  void aRightOnTheApplicationIsNoneOnItsObjectsUnlessTheyInherit() {
    assertThat(isAllowed(POD, "delete, team/*, allow", false)).isFalse();
    assertThat(isAllowed(POD, "delete, team/*, allow", true)).isTrue();
    assertThat(isAllowed(POD, "delete/*, team/*, allow", false)).isTrue();
    assertThat(isAllowed(POD, "*, team/*, allow", false)).isTrue();
  }

  @Test
  void kindNamespaceAndNameCount() {
    assertThat(isAllowed(POD, "delete//Pod/web/a, team/*, allow", false)).isTrue();
    assertThat(isAllowed(POD, "delete/*/Pod/*, team/*, allow", false)).isTrue();
    assertThat(isAllowed(POD, "delete//Pod/web/b, team/*, allow", false)).isFalse();
    assertThat(isAllowed(POD, "delete/apps/*, team/*, allow", false)).isFalse();
    assertThat(isAllowed(POD, "update//Pod/*, team/*, allow", false)).isFalse();
    assertThat(isAllowed(POD, "delete//Pod/*, other/*, allow", false)).isFalse();
  }

  @Test
  void theyInheritOnlyWhereTheConfigurationSaysSo() {
    String key = "server.rbac.disableApplicationFineGrainedRBACInheritance";
    assertThat(ResourceAction.isInherited(Map.of())).isFalse();
    assertThat(ResourceAction.isInherited(Map.of(key, "true"))).isFalse();
    assertThat(ResourceAction.isInherited(Map.of(key, "false"))).isTrue();
  }
}
