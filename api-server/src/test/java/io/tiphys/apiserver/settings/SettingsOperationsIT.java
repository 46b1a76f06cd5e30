package io.tiphys.apiserver.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.TestingInstallation;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.settings.Settings;
import io.tiphys.proto.settings.SettingsQuery;
import io.tiphys.proto.settings.SettingsServiceGrpc;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SettingsOperationsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private TestingInstallation installation;

  @BeforeEach
  void open() throws Exception {
    installation = new TestingInstallation(cluster);
  }

  @AfterEach
  void close() {
    installation.close();
  }

  /// `answer.json` is what the original's server says of the same ConfigMap, and the fields that
  /// are newer than it.
  @Test
  void whoHasLoggedInIsToldAll() throws Exception {
    given("argocd-cm.json");
    assertThat(GoJson.toTree(ask(TestingCall.rightless(), false)))
        .isEqualTo(resource("answer.json"));
  }

  @Test
  void whoHasNotIsToldLess() throws Exception {
    given("argocd-cm.json");
    var less = new TreeMap<>(resource("answer.json"));
    var more =
        List.of(
            "uiBannerContent",
            "uiBannerURL",
            "uiBannerPermanent",
            "uiBannerPosition",
            "controllerNamespace",
            "resourceOverrides",
            "passwordPattern");
    more.forEach(less::remove);
    assertThat(GoJson.toTree(ask(TestingCall.nobody(), false))).isEqualTo(less);
    var trusted = GoJson.toTree(ask(TestingCall.nobody(), true));
    assertThat(trusted).containsKeys("uiBannerContent", "resourceOverrides");
    assertThat(trusted).doesNotContainKey("passwordPattern");
  }

  @Test
  void noSecretIsTold() throws Exception {
    given("argocd-cm.json");
    assertThat(ask(TestingCall.admin(), false).toString()).doesNotContain("TAINTED");
  }

  @Test
  void anEmptyInstallationHasTheDefaults() throws Exception {
    var answer = ask(TestingCall.admin(), false);
    assertThat(answer.getAppLabelKey()).isEqualTo("app.kubernetes.io/instance");
    assertThat(answer.getTrackingMethod()).isEqualTo("annotation");
    assertThat(answer.getPasswordPattern()).isEqualTo("^.{8,32}$");
    assertThat(answer.getUserLoginsDisabled()).isFalse();
    assertThat(answer.getGoogleAnalytics().getAnonymizeUsers()).isTrue();
    assertThat(answer.getResourceViewEnabled()).isTrue();
    assertThat(answer.hasDexConfig() || answer.hasOidcConfig()).isFalse();
  }

  @Test
  void brokenSettingsKeepNobodyFromTheOthers() throws Exception {
    installation.configMap(
        "argocd-cm",
        Map.of(
            "url", "https://a",
            "admin.enabled", "false",
            "accounts.bob", "login",
            "accounts.bob.enabled", "false",
            "accounts.eve", "apiKey",
            "oidc.config", "name: [",
            "dex.config", "- x",
            "resource.compareoptions", "ignoreResourceStatusField: none",
            "resource.customizations.knownTypeFields.a_B", "- field: [",
            "resource.customizations.ignoreDifferences.a_C", "jsonPointers: {x: y}"));
    var answer = ask(TestingCall.admin(), false);
    assertThat(answer.getUrl()).isEqualTo("https://a");
    assertThat(answer.getUserLoginsDisabled()).isTrue();
    assertThat(answer.hasDexConfig() || answer.hasOidcConfig()).isFalse();
    assertThat(answer.getResourceOverridesMap()).doesNotContainKey("a/C");
  }

  @Test
  void pluginsAreNamed() throws Exception {
    var operations = operations(false).operations();
    var query = SettingsQuery.getDefaultInstance();
    var method = SettingsServiceGrpc.getGetPluginsMethod();
    var answer = TestingCall.answer(operations, method, query, TestingCall.rightless());
    assertThat(answer.getPluginsList()).singleElement().extracting("name").isEqualTo("cue");
  }

  private Settings ask(TestingCall call, boolean isAuthDisabled) throws InterruptedException {
    return TestingCall.answer(
        operations(isAuthDisabled).operations(),
        SettingsServiceGrpc.getGetMethod(),
        SettingsQuery.getDefaultInstance(),
        call);
  }

  private SettingsOperations operations(boolean isAuthDisabled) {
    var offered = new Offered("argocd", true, true, true, isAuthDisabled);
    return new SettingsOperations(
        () -> installation.settings().current(), offered, () -> List.of("cue"));
  }

  private void given(String file) throws Exception {
    var data = new TreeMap<String, String>();
    resource(file).forEach((key, value) -> data.put(key, String.valueOf(value)));
    installation.configMap("argocd-cm", data);
  }

  private static Map<String, ?> resource(String name) {
    try (var input = SettingsOperationsIT.class.getResourceAsStream(name)) {
      return JsonTree.parseObject(Objects.requireNonNull(input).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
