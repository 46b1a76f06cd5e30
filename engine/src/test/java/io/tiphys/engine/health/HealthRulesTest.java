package io.tiphys.engine.health;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.lua.LuaLimits;
import io.tiphys.engine.override.KindOverrides;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRulesTest {

  private static final Manifest CERTIFICATE =
      manifest(
          "{'apiVersion':'cert-manager.io/v1','kind':'Certificate','metadata':{'name':'x'},"
              + "'status':{'conditions':[{'type':'Ready','status':'True','message':'fine'}]}}");

  private static HealthRules rules(String key, String script) {
    return HealthRules.of(
        KindOverrides.of(Map.of("resource.customizations.health." + key, script)),
        () -> LuaLimits.usual(() -> 0, Instant.EPOCH));
  }

  private static Optional<Health> judged(String script) {
    return rules("cert-manager.io_Certificate", script).of(CERTIFICATE);
  }

  @Test
  void aScriptOverridesWhatComesWithTiphys() {
    assertThat(HealthRules.BUNDLED.of(CERTIFICATE)).contains(Health.healthy("fine"));
    assertThat(
            judged(
                """
                hs = {}
                for i, condition in ipairs(obj.status.conditions) do
                  if condition.type == "Ready" then
                    hs.status = "Degraded"
                    hs.message = condition.message .. "!"
                  end
                end
                return hs
                """))
        .contains(Health.degraded("fine!"));
    var deployment = manifest("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{}}");
    assertThat(rules("apps_Deployment", "return {status = 'Suspended'}").of(deployment))
        .contains(Health.suspended(""));
  }

  /// As the operator manual restores it for an app of apps.
  @Test
  void aScriptGivesAKindAHealthThatHasNone() {
    var child =
        manifest(
            "{'apiVersion':'argoproj.io/v1alpha1','kind':'Application','metadata':{'name':'x'},"
                + "'status':{'health':{'status':'Degraded','message':'broken'}}}");
    assertThat(HealthRules.BUNDLED.of(child)).isEmpty();
    assertThat(
            rules(
                    "argoproj.io_Application",
                    "return {status = obj.status.health.status, message = obj.status.health.message}")
                .of(child))
        .contains(Health.degraded("broken"));
    var rules = rules("ConfigMap", "return {status = 'Healthy'}");
    assertThat(rules.mayHave(new GroupKind("", "ConfigMap"))).isTrue();
    assertThat(HealthRules.BUNDLED.mayHave(new GroupKind("", "ConfigMap"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return 5 | expect table output from Lua script, not number",
        "return {} | Lua returned an invalid health status",
        "return {status = 'Fine'} | Lua returned an invalid health status",
        "return {status = 'Healthy', message = {}} | Lua returned a message that is no string",
        "return obj.status.x.y | health.lua:1: attempt to index field 'x' (a nil value)",
        "return {status = | health.lua:1: unexpected symbol near '<eof>'",
        "while true do end | health.lua: the script was stopped: it takes more than 5000000 steps",
        "error({}) | (error object is a table value)",
      })
  void whatAScriptDoesWrongMakesItsObjectUnknownAndSaysWhy(String script, String message) {
    assertThat(judged(script)).contains(Health.unknown(message));
  }

  @Test
  void nilIsNoHealth() {
    assertThat(judged("return nil")).isEmpty();
  }

  @Test
  void anObjectThatIsBeingDeletedIsProgressingWhateverAScriptSays() {
    var going = CERTIFICATE.with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");
    assertThat(rules("cert-manager.io_Certificate", "return {status = 'Healthy'}").of(going))
        .contains(Health.progressing("Pending deletion"));
  }

  @Test
  void rulesWithTheSameScriptsAreTheSame() {
    assertThat(rules("a_B", "return nil")).isEqualTo(rules("a_B", "return nil"));
    assertThat(rules("a_B", "return nil")).isNotEqualTo(rules("a_B", "return 1"));
    assertThat(rules("a_B", "return nil").digest()).isNotEqualTo(rules("a_B", "return 1").digest());
  }
}
