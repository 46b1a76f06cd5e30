package io.tiphys.engine.jq;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expressions of somebody who means harm.
@Behaviour("DIF-10")
class JqLimitsTest {

  private static Jq.Result run(String expression, JqLimits limits) {
    assertThat(Jq.parse(expression)).isInstanceOf(Jq.Parsed.Good.class);
    return ((Jq.Parsed.Good) Jq.parse(expression)).jq().run(Map.of("a", List.of(1L, 2L)), limits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[range(1e12)]",
        "def f: f; f",
        "def f(n): if n == 0 then . else f(n - 1), f(n - 1) end; f(60)",
        "reduce range(1e12) as $x (0; 1)",
        "until(false; .)",
        "[repeat(1)]",
        "reduce range(100) as $x (\"aa\"; . + .)",
        "\"a\" * 1e12",
        "[limit(1e12; repeat(\"x\"))] | length",
        "try (def f: f; f) catch \"caught\"",
        "(def f: f; f)?",
        "(def f: f; f) // 1",
        "reduce range(60) as $x ([1]; . + .)",
        "(\"a\" * 200000) | test(\"(a?){1000}b\")",
        "range(1e9) | test(\"(a{100}){90}\")?",
        "[range(3000)] | [.[] as $a | .[] as $b | .[] as $c | 1] | length",
        "reduce range(1e9) as $i ({}; .[\"k\\($i)\"] = $i)",
        "[] | setpath([1e9]; 1)",
        "[.. as $a | .. as $b | .. as $c | range(1e9)] | sort"
      })
  void stopsAtALimit(String expression) {
    assertThat(run(expression, JqLimits.DEFAULT)).isInstanceOf(Jq.Result.Exceeded.class);
  }

  /// Each would take hours by trying out whatever may be.
  @Test
  void regularExpressionsAreMatchedInTimeThatGrowsWithTheText() {
    String text = "(\"a\" * 50 + \"!\") | ";
    for (String pattern :
        List.of("^(a|aa)+$", "^(a+)+$", "^(.*)*x", "\\\\z" + "(?:|)".repeat(40) + "$b")) {
      assertThat(run(text + "test(\"" + pattern + "\")", JqLimits.DEFAULT))
          .isEqualTo(new Jq.Result.Values(List.of(false)));
    }
    assertThat(
            run(
                "\"aXb\" | [test(\"x # no matter\"; \"xi\"), test(\"a.b\"; \"s\")]",
                JqLimits.DEFAULT))
        .isEqualTo(new Jq.Result.Values(List.of(List.of(true, true))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "a{2000}", "(?!a)", "(a)\\\\1", "((a{1000}){1000}){1000}"})
  void saysWhichRegularExpressionIsNone(String pattern) {
    assertThat(run("\"a\" | test(\"" + pattern + "\")", JqLimits.DEFAULT))
        .isInstanceOfSatisfying(
            Jq.Result.Failed.class,
            failed ->
                assertThat(failed.toString())
                    .contains(
                        pattern.replace("\\\\", "\\") + " (at offset 0) is not a valid regex: "));
  }

  @Test
  void asksWhetherTimeIsOverAndStopsThen() {
    var asked = new AtomicInteger();
    var limits = new JqLimits(Long.MAX_VALUE, Long.MAX_VALUE, () -> asked.incrementAndGet() == 10);
    assertThat(run("[range(1e12)] | length", limits))
        .isEqualTo(new Jq.Result.Exceeded("it takes longer than it may"));
    assertThat(asked).hasValue(10);
  }

  @Test
  void refusesWhatIsTooLongOrTooDeeplyNested() {
    assertThat(Jq.parse("1" + " + 1".repeat(10_000))).isInstanceOf(Jq.Parsed.Bad.class);
    assertThat(Jq.parse("[".repeat(8_000) + "]".repeat(8_000))).isInstanceOf(Jq.Parsed.Bad.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".spec[", "foo", ".a |", "$x", "if . then 1", "\"open", ".a as [$x] | $x", "label $f | 1",
        "@csv", "reduce . as $x", "{a:}", ".a..b", "import \"x\" as y; .", "input", "1 2", ""
      })
  void saysWhatIsWrongWithATextThatIsNoExpression(String text) {
    assertThat(Jq.parse(text)).isInstanceOf(Jq.Parsed.Bad.class);
    assertThat(((Jq.Parsed.Bad) Jq.parse(text)).message()).isNotBlank();
  }

  @Test
  void namesThePlace() {
    assertThat(Jq.parse(".spec[ | .a"))
        .isEqualTo(new Jq.Parsed.Bad("unexpected '|' at character 8"));
    assertThat(Jq.parse(".a | nope(1)"))
        .isEqualTo(new Jq.Parsed.Bad("function nope/1 is not defined at character 13"));
  }
}
