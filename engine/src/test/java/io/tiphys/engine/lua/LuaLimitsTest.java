package io.tiphys.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What scripts do that mean no good, or were written in a hurry.
class LuaLimitsTest {

  private static LuaResult run(String text) {
    // the clock stands still: how fast a machine is decides nothing here
    var limits = LuaLimits.usual(() -> 0, Instant.EPOCH);
    return LuaScript.parse("health.lua", text).run(Map.of(), true, limits);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "repeat until false",
        "for i = 1, 1e18 do end",
        "for i = 1, 0, 0 do end",
        "local function f() return f() end return f()",
        "while true do pcall(error) end",
        "while true do pcall(function() while true do end end) end",
        "while true do xpcall(error, function() while true do end end) end",
        "local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) while true do pcall(function() return t[1] end) end",
        "goto a ::a:: do goto b end ::b:: goto a",
        "local t = {} for i = 1, 1e9 do t[i % 7] = i end",
        "table.sort({3, 1, 2, 5, 4}, function(a, b) while true do end end)",
        "return ('a'):rep(30) .. 'b' == '' or (('a'):rep(40)):find(('a?'):rep(40) .. ('a'):rep(40) .. 'x')",
        "return (('a'):rep(100000)):find('.-.-.-.-b')",
        "return (('x'):rep(200000)):find('(.*)(.*)(.*)(.*)y')",
        "return (('('):rep(100000)):gsub('%b()', '')",
      })
  void isStoppedWhenItTakesTooManySteps(String text) {
    assertThat(run(text))
        .isEqualTo(
            new LuaResult.Failed("the script was stopped: it takes more than 5000000 steps"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return ('x'):rep(1e9)",
        "return (('x'):rep(1e6)):rep(1e6)",
        "local s = 'x' while true do s = s .. s end",
        "local s = 'x' while true do pcall(function() s = s .. s end) end",
        "local t = {} while true do t[#t + 1] = ('x'):rep(1000) end",
        "local t = {} for i = 1, 1e9 do t['k' .. i] = {} end",
        "return (('x'):rep(1e6)):gsub('x', ('y'):rep(1e6))",
        "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(1e5) end return table.concat(t)",
        "local s = ('x'):rep(1e7) return (s:upper() .. s:lower()):reverse():upper()",
        "return string.format(('%s'):rep(7000), unpack((function() local t = {} for i = 1, 6999 do t[i] = ('x'):rep(9000) end return t end)()))",
      })
  void isStoppedWhenItAllocatesTooMuch(String text) {
    assertThat(run(text))
        .isEqualTo(new LuaResult.Failed("the script was stopped: it allocates more than 64 MiB"));
  }

  @Test
  void isStoppedWhenItTakesTooLong() {
    long[] clock = {0};
    var slow =
        new LuaLimits(
            Long.MAX_VALUE, 1 << 20, 1_000_000_000, () -> clock[0] += 100_000_000, Instant.EPOCH);
    assertThat(LuaScript.parse("x", "while true do pcall(error) end").run(Map.of(), true, slow))
        .isEqualTo(new LuaResult.Failed("the script was stopped: it takes more than 1000 ms"));
  }

  @Test
  void callsThatAreNestedTooDeeplyEnd() {
    assertThat(run("local function f() return 1 + f() end return f()"))
        .isEqualTo(new LuaResult.Failed("health.lua:1: stack overflow"));
    assertThat(run("return 1" + " + 1".repeat(100_000)))
        .isIn(
            new LuaResult.Returned("number", 100_001L),
            new LuaResult.Failed("the script was stopped: its calls are nested too deeply"));
    assertThat(run("local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x"))
        .isEqualTo(new LuaResult.Failed("health.lua:1: loop in gettable"));
    assertThat(run("return (('a'):rep(500)):find(('a?'):rep(500))"))
        .isEqualTo(new LuaResult.Failed("health.lua:1: pattern too complex"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "{", "- ", "not ", "function() return ", "a(", "x..", "2^"})
  void aTextThatIsNestedTooDeeplyIsRefused(String piece) {
    assertThatThrownBy(() -> LuaScript.parse("x", "return " + piece.repeat(50_000)))
        .isInstanceOf(LuaSyntaxException.class);
  }

  @Test
  void anErrorThatIsNoTextIsNamed() {
    assertThat(run("error({})")).isEqualTo(new LuaResult.Failed("(error object is a table value)"));
    assertThat(run("error()")).isEqualTo(new LuaResult.Failed("(error object is a nil value)"));
    assertThat(run("error('plain', 0)")).isEqualTo(new LuaResult.Failed("plain"));
  }

  @Test
  void oneRunLeavesNothingToTheNext() {
    var script = LuaScript.parse("x", "n = (n or 0) + 1 table.x = (table.x or 0) + 1 return n");
    for (int i = 0; i < 3; i++) {
      assertThat(script.run(Map.of(), false, LuaLimits.usual(System::nanoTime, Instant.EPOCH)))
          .isEqualTo(new LuaResult.Returned("number", 1L));
    }
  }
}
