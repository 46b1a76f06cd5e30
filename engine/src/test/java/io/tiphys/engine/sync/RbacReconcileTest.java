package io.tiphys.engine.sync;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.Manifest;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RbacReconcileTest {

  private static final String RBAC = "'apiVersion':'rbac.authorization.k8s.io/v1'";

  private static Manifest role(String rules) {
    return manifest(
        "{%s,'kind':'Role','metadata':{'name':'r'},'rules':[%s]}".formatted(RBAC, rules));
  }

  private static Manifest binding(String role, String subjects) {
    return manifest(
        "{%s,'kind':'RoleBinding','metadata':{'name':'b'},'roleRef':{'apiGroup':'rbac.authorization.k8s.io','kind':'Role','name':'%s'},'subjects':[%s]}"
            .formatted(RBAC, role, subjects));
  }

  private static final String READ =
      "{'apiGroups':[''],'resources':['pods'],'verbs':['get','list']}";
  private static final String GET = "{'apiGroups':[''],'resources':['pods'],'verbs':['get']}";
  private static final String DELETE = "{'apiGroups':[''],'resources':['pods'],'verbs':['delete']}";

  @Test
  void whatIsNotThereIsCreated() {
    assertThat(RbacReconcile.of(role(GET), Optional.empty()))
        .isEqualTo(new RbacReconcile.Create(role(GET)));
  }

  @Test
  void missingRulesAreAddedAndNoneIsTakenAway() {
    assertThat(RbacReconcile.of(role(GET), Optional.of(role(READ))))
        .isEqualTo(new RbacReconcile.Nothing());
    assertThat(RbacReconcile.of(role(DELETE), Optional.of(role(READ))))
        .isEqualTo(new RbacReconcile.Update(role(READ + "," + DELETE)));
  }

  @Test
  void missingSubjectsAreAdded() {
    String a = "{'kind':'ServiceAccount','name':'a','namespace':'web'}";
    String user = "{'kind':'User','name':'u'}";
    String liveUser = "{'kind':'User','name':'u','apiGroup':'rbac.authorization.k8s.io'}";
    assertThat(RbacReconcile.of(binding("r", user), Optional.of(binding("r", liveUser))))
        .isEqualTo(new RbacReconcile.Nothing());
    assertThat(RbacReconcile.of(binding("r", a), Optional.of(binding("r", liveUser))))
        .isEqualTo(new RbacReconcile.Update(binding("r", liveUser + "," + a)));
  }

  @Test
  void bindingOfAnotherRoleIsMadeAgain() {
    assertThat(RbacReconcile.of(binding("new", ""), Optional.of(binding("old", ""))))
        .isEqualTo(new RbacReconcile.Recreate(binding("new", "")));
  }

  @Test
  void labelsAndAnnotationsOfTheTargetWinAndOthersStay() {
    Manifest live = role(GET).with("x", "metadata", "labels", "own");
    Manifest target = role(GET).with("y", "metadata", "labels", "wanted");
    assertThat(RbacReconcile.of(target, Optional.of(live)))
        .isEqualTo(new RbacReconcile.Update(live.with("y", "metadata", "labels", "wanted")));
  }
}
