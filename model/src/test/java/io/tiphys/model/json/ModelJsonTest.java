package io.tiphys.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.model.application.AppHealthStatus;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.ApplicationSourcePluginParameter;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.application.SyncPolicyAutomated;
import io.tiphys.model.applicationset.ListGenerator;
import io.tiphys.model.cluster.TLSClientConfigBuilder;
import io.tiphys.model.meta.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelJsonTest {

  private static String json(Record value) {
    return new String(ModelJson.write(value), UTF_8);
  }

  private static <T extends Record> T read(String json, Class<T> type) {
    return ModelJson.read(json.getBytes(UTF_8), type);
  }

  @Test
  void writesStructsHeldByValueEvenWhenTheyAreEmpty() {
    var app =
        ApplicationBuilder.builder()
            .apiVersion("argoproj.io/v1alpha1")
            .kind("Application")
            .metadata(ObjectMetaBuilder.builder().name("guestbook").build())
            .spec(ApplicationSpecBuilder.builder().project("default").build())
            .build();

    assertThat(json(app))
        .isEqualTo(
            """
            {"apiVersion":"argoproj.io/v1alpha1","kind":"Application",\
            "metadata":{"name":"guestbook"},\
            "spec":{"destination":{},"project":"default"},\
            "status":{"health":{},"sourceHydrator":{},"summary":{},\
            "sync":{"comparedTo":{"destination":{},"source":{"repoURL":""}},"status":""}}}\
            """);
  }

  @Test
  void keepsWhatItDoesNotKnowAtEveryDepth() {
    String json =
        """
        {"metadata":{"name":"a","novel":{"x":[1,null]}},"spec":{"destination":{"region":"eu"},\
        "project":"default","source":{"helm":{"parameters":[{"name":"p","note":true}]},\
        "repoURL":"r"}},"top":1.5}\
        """;

    var tree = ModelJson.toTree(read(json, Application.class));

    assertThat(tree).containsEntry("top", 1.5);
    assertThat(JsonTree.writeString(tree))
        .contains("\"novel\":{\"x\":[1,null]}", "\"region\":\"eu\"", "\"note\":true");
  }

  @Test
  void namesThePathOfAWrongType() {
    assertThatThrownBy(() ->
            read(
                """
                {"spec":{"source":{"helm":{"parameters":[{"value":1}]}}}}\
                """,
                Application.class))
        .hasMessage("spec.source.helm.parameters[0].value: expected string, got number");
    assertThatThrownBy(() -> read("{\"spec\":[]}", Application.class))
        .hasMessage("spec: expected object, got array");
    assertThatThrownBy(() -> read("[]", Application.class))
        .hasMessage("expected object, got array");
    assertThatThrownBy(() ->
            read(
                """
                {"metadata":{"labels":{"a":true}}}\
                """,
                Application.class))
        .hasMessage("metadata.labels.a: expected string, got boolean");
    assertThatThrownBy(
            () -> read("{\"metadata\":{\"creationTimestamp\":\"soon\"}}", Application.class))
        .hasMessage("metadata.creationTimestamp: expected a time such as 2006-01-02T15:04:05Z");
  }

  @Test
  void writesTimesInUtcAndWholeSeconds() {
    var health =
        new AppHealthStatus("", "", Instant.parse("2026-01-02T03:04:05.678Z"), Unknown.NONE);

    assertThat(json(health)).isEqualTo("{\"lastTransitionTime\":\"2026-01-02T03:04:05Z\"}");
    assertThat(
            read("{\"lastTransitionTime\":\"2026-01-02T05:04:05+02:00\"}", AppHealthStatus.class)
                .lastTransitionTime())
        .isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void writesNullForATimeThatGoHoldsByValue() {
    assertThat(json(OperationStateBuilder.builder().build()))
        .isEqualTo(
            "{\"operation\":{\"initiatedBy\":{},\"retry\":{}},\"phase\":\"\",\"startedAt\":null}");
  }

  @Test
  void tellsFalseFromNotSaid() {
    assertThat(json(new SyncPolicyAutomated(false, true, null, null, Unknown.NONE)))
        .isEqualTo("{\"prune\":false,\"selfHeal\":true}");
  }

  @Test
  void tellsAnEmptyPluginParameterFromNone() {
    assertThat(json(new ApplicationSourcePluginParameter("p", null, Map.of(), null, Unknown.NONE)))
        .isEqualTo("{\"map\":{},\"name\":\"p\"}");
    assertThat(read("{\"array\":[]}", ApplicationSourcePluginParameter.class).array()).isEmpty();
    assertThat(read("{}", ApplicationSourcePluginParameter.class).array()).isNull();
  }

  @Test
  void keepsFreeFormValues() {
    var generator = read("{\"elements\":[{\"a\":1},\"b\",null]}", ListGenerator.class);

    assertThat(generator.elements()).containsExactly(Map.of("a", 1L), "b", null);
  }

  @Test
  void writesOctetsAsBase64() {
    var config = TLSClientConfigBuilder.builder().caData(Bytes.of("ca".getBytes(UTF_8))).build();

    assertThat(json(config)).isEqualTo("{\"caData\":\"Y2E=\",\"insecure\":false}");
    assertThat(config.toString()).doesNotContain("Y2E");
  }

  @Test
  void takesNullForTheZeroValue() {
    var app =
        read("{\"metadata\":null,\"spec\":{\"project\":null,\"info\":[null]}}", Application.class);

    assertThat(app.metadata().name()).isEmpty();
    assertThat(app.spec().project()).isEmpty();
    assertThat(app.spec().info()).hasSize(1);
  }

  @Test
  void takesNullInBuilders() {
    @Nullable Instant never = null;

    var state = OperationStateBuilder.builder().finishedAt(never).build();

    assertThat(state.withFinishedAt(null).finishedAt()).isNull();
    assertThat(List.of(state)).hasSize(1);
  }
}
