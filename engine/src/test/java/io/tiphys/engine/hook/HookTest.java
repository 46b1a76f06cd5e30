package io.tiphys.engine.hook;

import static io.tiphys.engine.TestingManifests.annotated;
import static io.tiphys.engine.TestingManifests.configMap;
import static io.tiphys.engine.hook.HookDeletePolicy.BEFORE_HOOK_CREATION;
import static io.tiphys.engine.hook.HookDeletePolicy.HOOK_FAILED;
import static io.tiphys.engine.hook.HookDeletePolicy.HOOK_SUCCEEDED;
import static io.tiphys.engine.hook.HookType.POST_SYNC;
import static io.tiphys.engine.hook.HookType.PRE_SYNC;
import static io.tiphys.engine.hook.HookType.SYNC_FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.Manifest;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HookTest {

  private static Manifest hook(String value) {
    return annotated(configMap("a"), "argocd.argoproj.io/hook", value);
  }

  private static Manifest helm(String value) {
    return annotated(configMap("a"), "helm.sh/hook", value);
  }

  @Test
  void plainObjectIsNone() {
    assertThat(Hook.of(configMap("a"))).isEqualTo(new Hook.None());
    assertThat(Hook.of(helm("crd-install"))).isEqualTo(new Hook.None());
  }

  @Test
  void skipAndUnknownWordsAreNeverApplied() {
    assertThat(Hook.of(hook("Skip"))).isEqualTo(new Hook.Ignored());
    assertThat(Hook.of(hook("Nonsense"))).isEqualTo(new Hook.Ignored());
    assertThat(Hook.of(hook("Skip,SyncFail")))
        .isEqualTo(new Hook.Runs(Set.of(SYNC_FAIL), Set.of(BEFORE_HOOK_CREATION)));
  }

  @Test
  void ownAnnotationWinsOverHelms() {
    assertThat(Hook.of(annotated(hook("SyncFail"), "helm.sh/hook", "pre-install")))
        .isEqualTo(new Hook.Runs(Set.of(SYNC_FAIL), Set.of(BEFORE_HOOK_CREATION)));
    assertThat(Hook.of(hook("PreSync, PostSync")))
        .isEqualTo(new Hook.Runs(Set.of(PRE_SYNC, POST_SYNC), Set.of(BEFORE_HOOK_CREATION)));
  }

  @Test
  void helmsWordsAreMapped() {
    assertThat(Hook.of(helm("post-install,post-upgrade")))
        .isEqualTo(new Hook.Runs(Set.of(POST_SYNC), Set.of(BEFORE_HOOK_CREATION)));
    assertThat(Hook.of(helm("test"))).isEqualTo(new Hook.Ignored());
    assertThat(Hook.of(helm("pre-rollback"))).isEqualTo(new Hook.Ignored());
  }

  @Test
  void deletePoliciesOfBothAnnotations() {
    Manifest object =
        annotated(
            annotated(
                hook("PreSync"), "argocd.argoproj.io/hook-delete-policy", "HookSucceeded,Nonsense"),
            "helm.sh/hook-delete-policy",
            "hook-failed");
    assertThat(Hook.of(object))
        .isEqualTo(new Hook.Runs(Set.of(PRE_SYNC), Set.of(HOOK_SUCCEEDED, HOOK_FAILED)));
  }

  @Test
  void waveIsTheAnnotationsNumberOrHelmsWeight() {
    assertThat(SyncWave.of(configMap("a"))).isZero();
    assertThat(SyncWave.of(annotated(configMap("a"), "argocd.argoproj.io/sync-wave", "-3")))
        .isEqualTo(-3);
    assertThat(SyncWave.of(annotated(configMap("a"), "argocd.argoproj.io/sync-wave", "soon")))
        .isZero();
    assertThat(SyncWave.of(annotated(configMap("a"), "helm.sh/hook-weight", "5"))).isEqualTo(5);
  }
}
