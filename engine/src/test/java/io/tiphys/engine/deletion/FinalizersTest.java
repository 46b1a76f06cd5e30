package io.tiphys.engine.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.deletion.Finalizers.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FinalizersTest {

  private static final String CASCADE = "resources-finalizer.argocd.argoproj.io";

  @Test
  void anEndHasItsStagesInOrder() {
    var left = new Finalizers(List.of("a.b/c", CASCADE + "/foreground")).forHooks(true, true);
    var stages = new ArrayList<Stage>();
    while (left.stage() != Stage.DONE) {
      stages.add(left.stage());
      left = left.after(left.stage());
    }

    assertThat(stages)
        .containsExactly(
            Stage.RUN_PRE_DELETE,
            Stage.CLEAN_PRE_DELETE,
            Stage.DELETE_OBJECTS,
            Stage.RUN_POST_DELETE,
            Stage.CLEAN_POST_DELETE);
    assertThat(left.names()).as("of others").containsExactly("a.b/c");
  }

  @Test
  void theWordsOfTheOriginal() {
    assertThat(new Finalizers(List.of(CASCADE)).isCascading()).isTrue();
    assertThat(new Finalizers(List.of(CASCADE)).isBackground()).isFalse();
    assertThat(new Finalizers(List.of(CASCADE + "/background")).isBackground()).isTrue();
    assertThat(new Finalizers(List.of("a.b/c")).stage()).isEqualTo(Stage.DONE);
    assertThat(new Finalizers(List.of()).forHooks(false, true).names())
        .containsExactly(
            "post-delete-finalizer.argocd.argoproj.io",
            "post-delete-finalizer.argocd.argoproj.io/cleanup");
  }

  @Test
  void hooksThatAreGoneNeedNone() {
    var before = new Finalizers(List.of(CASCADE)).forHooks(true, true);

    assertThat(before.forHooks(true, true)).isEqualTo(before);
    assertThat(before.forHooks(false, false).names()).containsExactly(CASCADE);
    assertThat(before.withoutOurs().names()).isEmpty();
  }
}
