package io.tiphys.engine.action;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.action.ActionResult.Change;
import io.tiphys.engine.lua.LuaLimits;
import io.tiphys.engine.override.KindOverrides;
import io.tiphys.engine.patch.JsonMergePatch;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Behaviour("RES-07")
class ResourceActionsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

  private static ResourceActions actions(Map<String, String> settings) {
    return new ResourceActions(KindOverrides.of(settings), () -> LuaLimits.usual(() -> 0, NOW));
  }

  private static final ResourceActions BUILT_IN = actions(Map.of());

  private static Manifest object(String type, String members) {
    int slash = type.lastIndexOf('/');
    return manifest(
        "{'apiVersion':'%s/v1','kind':'%s','metadata':{'name':'x','namespace':'web','uid':'u','generation':2}%s}"
            .formatted(
                type.substring(0, slash),
                type.substring(slash + 1),
                members.isEmpty() ? "" : "," + members));
  }

  /// Such as `pause resume- scale(replicas)`: a `-` is disabled.
  private static String offered(ResourceActions actions, Manifest object) {
    return switch (actions.discover(object)) {
      case ActionList.Failed(var message) -> "failed: " + message;
      case ActionList.Found(var found) ->
          String.join(
              " ",
              found.stream()
                  .map(action ->
                      action.name()
                          + (action.params().isEmpty()
                              ? ""
                              : "(" + action.params().getFirst().name() + ")")
                          + (action.disabled() ? "-" : ""))
                  .toList());
    };
  }

  /// The patch that an action makes, as JSON with single quotes.
  private static String patch(
      ResourceActions actions, Manifest object, String name, Map<String, String> params) {
    return switch (actions.run(object, name, params)) {
      case ActionResult.Changes(var changes) ->
          JsonTree.writeString(
                  JsonMergePatch.create(object.content(), changes.getFirst().object().content()))
              .replace('"', '\'');
      case ActionResult.NotFound() -> "not found";
      case ActionResult.Failed(var message) -> "failed: " + message;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "apps/Deployment | 'spec':{} | pause restart resume- scale(replicas)",
        "apps/Deployment | 'spec':{'paused':true} | pause- restart resume scale(replicas)",
        "apps/DaemonSet | 'spec':{} | restart",
        "batch/CronJob | 'spec':{} | create-job suspend",
        "batch/CronJob | 'spec':{'suspend':true} | create-job resume",
        "batch/Job | 'spec':{},'status':{} | suspend terminate",
        "batch/Job | 'spec':{},'status':{'conditions':[{'type':'Complete','status':'True'}]} | ``",
        "argoproj.io/Rollout | 'spec':{},'status':{'currentPodHash':'b','stableRS':'a'} | abort pause promote-full restart resume- retry- skip-current-step-",
        "argoproj.io/Rollout | 'spec':{},'status':{'abort':true,'currentPodHash':'b','stableRS':'a'} | abort- pause- promote-full restart resume- retry skip-current-step-",
        "argoproj.io/AnalysisRun | 'spec':{},'status':{'phase':'Failed'} | terminate-",
        "external-secrets.io/ExternalSecret | 'spec':{'refreshInterval':'1h'} | refresh",
        "external-secrets.io/ExternalSecret | 'spec':{'refreshInterval':'0'} | refresh-",
        "helm.toolkit.fluxcd.io/HelmRelease | 'spec':{} | reconcile resume- suspend",
        "helm.toolkit.fluxcd.io/HelmRelease | 'spec':{'suspend':true} | reconcile- resume suspend-",
        "keda.sh/ScaledObject | 'spec':{} | pause paused-replicas(replicas) resume-",
        "postgresql.cnpg.io/Cluster | 'spec':{} | hibernate promote(instance)- reload restart suspend",
        "argoproj.io/Application | 'spec':{} | toggle-auto-sync",
        "numaflow.numaproj.io/Pipeline | 'spec':{'lifecycle':{'desiredPhase':'Paused'}} | delete force-promote- pause- unpause-fast- unpause-gradual",
        "example.io/Thing | 'spec':{} | ``",
      })
  void offersWhatMakesSenseNow(String type, String members, String expected) {
    assertThat(offered(BUILT_IN, object(type, members))).isEqualTo(expected);
  }

  @Test
  void scalesToNothingElseThanANumber() {
    var deployment = object("apps/Deployment", "'spec':{'replicas':1}");
    for (String no : List.of("", "many", "-1", "1.5", "99999999999")) {
      assertThat(patch(BUILT_IN, deployment, "scale", Map.of("replicas", no)))
          .isEqualTo("failed: invalid number: " + no);
    }
  }

  @Test
  void promotesNoInstanceThatIsNotWell() {
    var cluster =
        object(
            "postgresql.cnpg.io/Cluster",
            "'status':{'currentPrimary':'x-1','instancesStatus':{'healthy':['x-1']}}");
    assertThat(patch(BUILT_IN, cluster, "promote", Map.of()))
        .isEqualTo("failed: there is no healthy replica that could be promoted");
    assertThat(patch(BUILT_IN, cluster, "promote", Map.of("instance", "x-2")))
        .isEqualTo("failed: x-2 is no healthy instance; there are: x-1");
  }

  @Test
  void whatIsNotThereCannotBeRun() {
    assertThat(patch(BUILT_IN, object("apps/Deployment", "'spec':{}"), "fly", Map.of()))
        .isEqualTo("not found");
  }

  private static final String SCRIPTS =
      """
      discovery.lua: |
        return {
          ["label"] = {disabled = obj.metadata.labels ~= nil, iconClass = "fa", displayName = "Label it",
                       params = {{name = "value"}}},
          ["both"] = {}
        }
      definitions:
      - name: label
        action.lua: |
          obj.metadata.labels = {value = actionParams["value"]}
          obj.data = {}
          return obj
      - name: both
        action.lua: |
          local copy = {apiVersion = "v1", kind = "ConfigMap", metadata = {name = "copy"}}
          return {{operation = "create", resource = copy}, {operation = "patch", resource = obj}}
      - name: other
        action.lua: |
          obj.metadata.name = "other"
          return obj
      - name: odd
        action.lua: return {{operation = "delete", resource = obj}}
      - name: broken
        action.lua: return nothing.at.all
      """;

  private static final Manifest THING = object("x.io/Thing", "'data':{'a':'b'}");

  @Test
  void offersAndRunsScripts() {
    var actions = actions(Map.of("resource.customizations.actions.x.io_Thing", SCRIPTS));
    assertThat(offered(actions, THING)).isEqualTo("both label(value)");
    assertThat(actions.discover(THING))
        .isInstanceOfSatisfying(
            ActionList.Found.class,
            found -> {
              assertThat(found.actions().getLast().iconClass()).isEqualTo("fa");
              assertThat(found.actions().getLast().displayName()).isEqualTo("Label it");
            });
    assertThat(patch(actions, THING, "label", Map.of("value", "v")))
        .isEqualTo("{'data':{'a':null},'metadata':{'labels':{'value':'v'}}}");
    assertThat(actions.run(THING, "both", Map.of()))
        .isEqualTo(
            new ActionResult.Changes(
                List.of(
                    new Change.Create(
                        manifest(
                            "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'copy'}}")),
                    new Change.Patch(THING))));
  }

  @Test
  void whatAScriptMayNotDoIsRefused() {
    var actions = actions(Map.of("resource.customizations.actions.x.io_Thing", SCRIPTS));
    assertThat(patch(actions, THING, "other", Map.of()))
        .isEqualTo("failed: only the object itself can be patched, not x.io/Thing/web/other");
    assertThat(patch(actions, THING, "odd", Map.of()))
        .isEqualTo("failed: unsupported operation: delete");
    assertThat(patch(actions, THING, "broken", Map.of()))
        .isEqualTo("failed: action.lua:1: attempt to index global 'nothing' (a nil value)");
  }

  @Test
  void scriptsTakeThePlaceOfBuiltInActionsUnlessTheyAreMerged() {
    var deployment = object("apps/Deployment", "'spec':{}");
    String key = "resource.customizations.actions.apps_Deployment";
    String own =
        """
        discovery.lua: return {restart = {disabled = true}, own = {}}
        definitions:
        - name: own
          action.lua: return obj
        """;
    var alone = actions(Map.of(key, own));
    assertThat(offered(alone, deployment)).isEqualTo("own restart-");
    assertThat(patch(alone, deployment, "pause", Map.of())).isEqualTo("not found");
    var merged = actions(Map.of(key, "mergeBuiltinActions: true\n" + own));
    assertThat(offered(merged, deployment)).isEqualTo("own pause restart- resume- scale(replicas)");
    assertThat(patch(merged, deployment, "pause", Map.of())).isEqualTo("{'spec':{'paused':true}}");
  }

  @Test
  void scriptsThatCannotBeReadSaySo() {
    var actions = actions(Map.of("resource.customizations.actions.x.io_Thing", "a: ["));
    assertThat(offered(actions, THING)).startsWith("failed: the actions cannot be read: ");
    assertThat(patch(actions, THING, "a", Map.of()))
        .startsWith("failed: the actions cannot be read: ");
  }
}
