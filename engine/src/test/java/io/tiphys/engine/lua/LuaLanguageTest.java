package io.tiphys.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The language is what the real interpreter says it is: `language.txt` has its answers.
class LuaLanguageTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private static final LuaScript CALLER =
      LuaScript.parse(
          "caller",
          """
          local chunk, problem = loadstring(CODE, '=t')
          if not chunk then return 'syntax ' .. problem end
          local result = {pcall(chunk)}
          local texts = {}
          for i = 2, math.max(table.maxn(result), 1) do texts[#texts + 1] = tostring(result[i]) end
          return (result[1] and 'ok ' or 'error ') .. table.concat(texts, '|')
          """);

  static LuaResult run(String text, Map<String, ?> globals, boolean open) {
    return LuaScript.parse("health.lua", text)
        .run(globals, open, LuaLimits.usual(System::nanoTime, NOW));
  }

  private static Object value(String text) {
    return run(text, Map.of(), true) instanceof LuaResult.Returned(var _, var tree)
        ? tree
        : run(text, Map.of(), true);
  }

  @TestFactory
  Stream<DynamicTest> isThatOfTheRealInterpreter() throws IOException {
    String all;
    try (var in = LuaLanguageTest.class.getResourceAsStream("language.txt")) {
      all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Stream.of(all.split("\n\n(?=-- )"))
        .skip(1)
        .map(block -> {
          var lines = block.strip().lines().toList();
          String code = joined(lines.stream().skip(1).filter(line -> !line.startsWith("--> ")));
          String answer =
              joined(
                  lines.stream()
                      .filter(line -> line.startsWith("--> "))
                      .map(line -> line.substring(4)));
          return DynamicTest.dynamicTest(
              lines.getFirst().substring(3),
              () -> {
                var limits = LuaLimits.usual(System::nanoTime, NOW);
                assertThat(CALLER.run(Map.of("CODE", code + "\n"), true, limits))
                    .isEqualTo(new LuaResult.Returned("string", answer));
              });
        });
  }

  private static String joined(Stream<String> lines) {
    return lines.collect(Collectors.joining("\n"));
  }

  @Test
  void readsAndWritesJson() {
    var tree = Map.of("a", List.of(1L, "ä", true), "empty", Map.of(), "none", List.of(), "x", 1.5);
    assertThat(run("return obj", Map.of("obj", tree), false))
        .isEqualTo(new LuaResult.Returned("table", tree));
    assertThat(value("return {}")).isEqualTo(List.of());
    assertThat(value("return {1, {b = 2}}")).isEqualTo(List.of(1L, Map.of("b", 2L)));
    assertThat(value("local t = {} t.t = t return t"))
        .isEqualTo(new LuaResult.Failed("cannot encode recursively nested tables to JSON"));
    assertThat(value("return {1, x = 2}"))
        .isEqualTo(new LuaResult.Failed("cannot encode mixed or invalid key types"));
    assertThat(value("return {print}"))
        .isEqualTo(new LuaResult.Failed("cannot encode function to JSON"));
    assertThat(value("return {0/0}")).isEqualTo(new LuaResult.Failed("cannot encode nan to JSON"));
  }

  @Test
  void knowsGotoAsTheInterpreterOfArgoCdDoes() {
    assertThat(
            value(
                """
                local sum = 0
                for i = 1, 10 do
                  if i % 2 == 0 then goto continue end
                  sum = sum + i
                  ::continue::
                end
                return sum
                """))
        .isEqualTo(25L);
    assertThatThrownBy(() -> LuaScript.parse("health.lua", "goto nowhere"))
        .hasMessageContaining("no visible label 'nowhere' for goto");
  }

  @Test
  void withoutOpenLibrariesThereAreTheBaseTableAndTime() {
    assertThat(run("return os.time(), os.date('%Y-%m-%d')", Map.of(), false))
        .isEqualTo(new LuaResult.Returned("number", NOW.getEpochSecond()));
    assertThat(run("return require('os').date('!%Y-%m-%dT%H:%M:%SZ', 0)", Map.of(), false))
        .isEqualTo(new LuaResult.Returned("string", "1970-01-01T00:00:00Z"));
    assertThat(run("return os.time({year=2026, month=1, day=2, hour=3})", Map.of(), false))
        .isEqualTo(new LuaResult.Returned("number", 1767322800L));
    assertThat(run("return string.format('x')", Map.of(), false))
        .isEqualTo(
            new LuaResult.Failed("health.lua:1: attempt to index global 'string' (a nil value)"));
    assertThat(run("return table.concat({1, 2})", Map.of(), false))
        .isEqualTo(new LuaResult.Returned("string", "12"));
  }

  @Test
  void nothingLeadsOutside() {
    for (String name :
        List.of(
            "io",
            "debug",
            "package",
            "dofile",
            "loadfile",
            "java",
            "luajava",
            "os.execute",
            "os.getenv",
            "os.exit",
            "os.remove",
            "os.rename",
            "os.tmpname",
            "string.dump")) {
      assertThat(run("return type(" + name + ")", Map.of(), true))
          .as(name)
          .isEqualTo(new LuaResult.Returned("string", "nil"));
    }
    assertThat(value("return require('io')"))
        .isEqualTo(new LuaResult.Failed("health.lua:1: module 'io' not found"));
  }

  @Test
  void aTextThatIsNoLuaNamesTheLine() {
    assertThatThrownBy(() -> LuaScript.parse("health.lua", "x = 1\nif x then\n"))
        .isInstanceOf(LuaSyntaxException.class)
        .hasMessage("health.lua:3: 'end' expected (to close 'if' at line 2) near '<eof>'");
    assertThatThrownBy(() -> LuaScript.parse("health.lua", "return 'open"))
        .hasMessageContaining("unfinished string");
  }
}
