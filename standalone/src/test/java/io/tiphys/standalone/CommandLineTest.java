package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person gets who gets something wrong: a sentence and an exit code.
class CommandLineTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> env, String... arguments) {
    return Tiphys.command(env)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void helpNamesEveryServiceAndHidesTheRest() {
    assertThat(run(Map.of(), "--help")).isZero();
    assertThat(out.toString())
        .contains("standalone", "api-server", "repo-server", "kubeconfig")
        .doesNotContain("train");
  }

  @Test
  void helpOfAServiceListsItsFlagsWithDefaults() {
    assertThat(run(Map.of(), "api-server", "--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: tiphys api-server [OPTIONS]");
    assertThat(out.toString()).contains("--port", "8080", "--application-namespaces");
  }

  @Test
  void aFlagThatIsNoneIsASentence() {
    assertThat(run(Map.of(), "standalone", "--prot", "80")).isEqualTo(2);
    assertThat(err.toString()).startsWith("tiphys: Unknown option").contains("--help");
    assertThat(err.toString()).doesNotContain("\tat ");
  }

  @Test
  void aMissingKubeconfigIsASentence(@TempDir Path empty) {
    assertThat(run(Map.of("HOME", empty.toString()), "standalone")).isEqualTo(1);
    assertThat(err.toString()).startsWith("tiphys: there is no kubeconfig at " + empty);
    assertThat(err.toString()).contains("KUBECONFIG").doesNotContain("\tat ");
  }

  @Test
  void theVersionIsTheApisWithOurOwnBehindIt() {
    assertThat(run(Map.of(), "version")).isZero();
    assertThat(out.toString()).startsWith("tiphys v3.6.0+tiphys.");
  }
}
