package io.tiphys.engine.diff;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.patch.LastApplied;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@Behaviour("DIF-23")
class SecretMaskTest {

  private static final Manifest TARGET =
      manifest(
          "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'a'},"
              + "'stringData':{'same':'hello','new':'x'},'data':{'other':'b25l'}}");
  private static final Manifest LIVE =
      manifest(
          "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'a','annotations':{'token':'t0ps'}},"
              + "'data':{'same':'aGVsbG8=','other':'dHdv'}}");

  @Test
  void equalValuesAreRecognisableAndOthersDiffer() {
    var masked = SecretMask.ofData().mask(List.of(TARGET, LIVE));
    assertThat(masked.get(0).at("data"))
        .isEqualTo(manifest("{'same':'++++++++','new':'++++++++','other':'++++++++'}").content());
    assertThat(masked.get(1).at("data"))
        .isEqualTo(manifest("{'same':'++++++++','other':'++++++++++++'}").content());
  }

  @Test
  void whatWasAppliedLastIsHiddenToo() {
    var live =
        LIVE.with(
            LastApplied.annotate(TARGET).text("metadata", "annotations", LastApplied.ANNOTATION),
            "metadata",
            "annotations",
            LastApplied.ANNOTATION);
    var masked = SecretMask.ofData().mask(List.of(live)).getFirst();
    assertThat(text(masked)).doesNotContain("hello", "aGVsbG8=", "b25l", "dHdv");
    assertThat(LastApplied.of(masked).orElseThrow().at("data"))
        .isEqualTo(
            manifest("{'same':'++++++++','new':'++++++++','other':'++++++++++++'}").content());
  }

  @Test
  void brokenAnnotationIsHiddenAsAWhole() {
    var live = LIVE.with("{hello", "metadata", "annotations", LastApplied.ANNOTATION);
    assertThat(text(SecretMask.ofData().mask(List.of(live)).getFirst())).doesNotContain("{hello");
  }

  @Test
  void sensitiveAnnotationsAreHidden() {
    var masked = new SecretMask(Set.of("token")).mask(List.of(LIVE)).getFirst();
    assertThat(masked.annotation("token")).contains("++++++++");
    assertThat(text(SecretMask.ofData().mask(List.of(LIVE)).getFirst())).contains("t0ps");
  }

  @Test
  void lengthTellsNothing() {
    var shorter = LIVE.with("YQ==", "data", "same");
    assertThat(SecretMask.ofData().mask(List.of(shorter)))
        .isEqualTo(SecretMask.ofData().mask(List.of(LIVE)));
  }

  @Test
  void otherObjectsComeBackAsTheyAre() {
    var map = manifest("{'apiVersion':'v1','kind':'ConfigMap','data':{'a':'b'}}");
    assertThat(SecretMask.ofData().mask(List.of(map)).getFirst()).isSameAs(map);
  }

  private static String text(Manifest object) {
    return new String(object.toJson(), StandardCharsets.UTF_8);
  }
}
