package io.tiphys.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTextTest {

  @Test
  void readsLinesWithSpacesCommentsAndQuotes() {
    var text =
        PolicyText.parse(
            "policy.csv",
            """
              # a comment

            p, role:dev, applications,get , "team,one/*", allow
            \tp,"say \"\"hi\"\"\",logs,get,*,deny\r
            g, , role:admin
            g, a b, role:dev, ignored
            """);
    assertThat(text.problems()).isEmpty();
    assertThat(text.rules())
        .satisfiesExactly(
            rule -> {
              assertThat(rule.place().line()).isEqualTo(3);
              assertThat(rule.action()).as("only the space before counts not").isEqualTo("get ");
              assertThat(rule.object()).isEqualTo("team,one/*");
              assertThat(rule.effect()).isEqualTo(Effect.ALLOW);
            },
            rule -> {
              assertThat(rule.subject()).isEqualTo("say \"hi\"");
              assertThat(rule.effect()).isEqualTo(Effect.DENY);
            });
    assertThat(text.groupings())
        .extracting(PolicyLine.Grouping::member, PolicyLine.Grouping::role)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("", "role:admin"),
            org.assertj.core.groups.Tuple.tuple("a b", "role:dev"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "p",
        "p, a, b, c, d",
        "p, a, b, c, d, allow, more",
        "g, a",
        "q, a, b",
        "p2, a, b, c, d, allow",
        ", a",
        "p, a\"b, c, d, e, allow",
        "p, \"a, c, d, e, allow",
        "p, \"a\" , c, d, e, allow",
        "g: a, b"
      })
  void tellsTheLineThatIsNone(String line) {
    var text = PolicyText.parse("policy.x.csv", "g, a, b\n" + line + "\ng, c, d\n");
    assertThat(text.problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.toString()).startsWith("policy.x.csv line 2: ").endsWith(line);
        });
    assertThat(text.groupings()).hasSize(2);
  }
}
