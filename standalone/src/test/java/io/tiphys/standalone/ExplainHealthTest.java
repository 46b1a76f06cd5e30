package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainHealthTest {

  private static final String PAUSED =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec: {paused: true}
      """;

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: argocd-cm}
      data:
        resource.customizations.health.apps_Deployment: |
          return {status = "Healthy", message = obj.metadata.name}
        resource.customizations.actions.apps_Deployment: |
          discovery.lua: return {note = {}}
          definitions:
          - name: note
            action.lua: |
              obj.metadata.labels = {note = actionParams.text}
              return obj
      """;

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private int explain(String... arguments) {
    return Tiphys.command(Map.of())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void saysHowEachObjectIs() throws Exception {
    String file =
        file("all.yaml", PAUSED + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n");
    assertThat(explain("explain", "health", file)).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            apps/Deployment/shop/web: Suspended Deployment is paused
            /ConfigMap//x: has no health
            """);
  }

  @Test
  void answersInJsonByTheSettings() throws Exception {
    String file = file("web.yaml", PAUSED);
    String settings = file("argocd-cm.yaml", SETTINGS);
    assertThat(explain("explain", "health", file, file, "--settings", settings, "-o", "json"))
        .isZero();
    String line = "{\"message\":\"web\",\"status\":\"Healthy\"}\n";
    assertThat(out.toString()).isEqualTo(line + line);
  }

  @Test
  void listsActions() throws Exception {
    assertThat(explain("explain", "actions", file("web.yaml", PAUSED))).isZero();
    assertThat(out.toString()).isEqualTo("pause (disabled)\nrestart\nresume\nscale replicas=\n");
  }

  @Test
  void showsWhatAnActionWouldWrite() throws Exception {
    String file = file("web.yaml", PAUSED);
    String settings = file("argocd-cm.yaml", SETTINGS);
    assertThat(
            explain(
                "explain",
                "actions",
                file,
                "--settings",
                settings,
                "--run",
                "note",
                "--param",
                "text=hi"))
        .isZero();
    assertThat(out.toString())
        .startsWith("{\"operation\":\"patch\",\"resource\":{")
        .contains("\"labels\":{\"note\":\"hi\"}");
    assertThat(explain("explain", "actions", file, "--run", "fly")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("tiphys: action \"fly\" not found\n");
  }

  @Test
  void aFileThatIsNotThereIsASentence() {
    assertThat(explain("explain", "health", "nowhere.yaml")).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("tiphys: nowhere.yaml: there is no such file\n");
  }
}
