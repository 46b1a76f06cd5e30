package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainRbacTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int explain(String policy, String... arguments) throws IOException {
    Path file = Files.writeString(directory.resolve("policy.csv"), policy);
    var all =
        Stream.of(
                Stream.of("explain", "rbac"),
                Stream.of(arguments),
                Stream.of("--policy", file.toString()))
            .flatMap(it -> it)
            .toArray(String[]::new);
    return Tiphys.command(Map.of())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }

  @Test
  void namesTheLineThatAllowsAndHowItIsReached() throws Exception {
    String policy =
        """
        p, role:dev, applications, sync, team/*, allow
        g, alice, role:dev
        """;
    assertThat(explain(policy, "alice", "sync", "applications", "team/web")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            allow
              subject alice: policy.csv line 1: p, role:dev, applications, sync, team/*, allow
                by policy.csv line 2: g, alice, role:dev
            """);
  }

  @Test
  void namesTheLineThatDenies() throws Exception {
    String policy =
        """
        p, alice, applications, *, */*, allow
        p, alice, applications, delete, prod/*, deny
        """;
    assertThat(explain(policy, "alice", "delete", "applications", "prod/web")).isEqualTo(1);
    assertThat(out.toString())
        .isEqualTo(
            """
            deny
              subject alice: policy.csv line 2: p, alice, applications, delete, prod/*, deny
              everybody: no line matches
            """);
  }

  @Test
  void readsTheConfigMapWithItsDefaultRole() throws Exception {
    String policy =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: argocd-rbac-cm
        data:
          policy.default: role:readonly
          policy.more.csv: p, role:x, logs, get, */*, allow
        """;
    assertThat(explain(policy, "alice", "get", "applications", "team/web")).isZero();
    assertThat(out.toString()).contains("policy.default role:readonly: built-in policy line");
    assertThat(explain(policy, "role:x", "get", "logs", "a/b")).isZero();
  }

  @Test
  void saysThatAGroupNeedsAGLine() throws Exception {
    String policy = "p, devs, applications, get, */*, allow\n";
    assertThat(explain(policy, "alice", "get", "applications", "team/web", "--group", "devs"))
        .isEqualTo(1);
    assertThat(out.toString()).contains("group devs (no g line gives it a role");
  }

  @Test
  void aPolicyThatCannotBeUsedIsASentenceWithItsLine() throws Exception {
    assertThat(explain("g, alice, role:dev\np, alice\n", "alice", "get", "logs", "a/b"))
        .isEqualTo(2);
    assertThat(err.toString()).startsWith("tiphys: policy.csv line 2: a p line is");
  }
}
