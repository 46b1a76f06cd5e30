package io.tiphys.engine.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
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
        // what looks at long texts again and again
        "local a, b = ('x'):rep(1e7), ('x'):rep(1e7) while a == b do end",
        "local a, b = ('x'):rep(1e7), ('x'):rep(1e7) while not (a < b) do end",
        "local a, b = ('x'):rep(1e7), ('x'):rep(1e7) while rawequal(a, b) do end",
        "local a, b = ('x'):rep(1e7), ('x'):rep(1e7) local t = {[a] = 1} while t[b] do end",
        "local a, b = ('x'):rep(1e7), ('x'):rep(1e7) local t = {[a] = 1} while rawget(t, b) do end",
        "local a, b = ('x'):rep(1e7), ('x'):rep(1e7) local t = {[a] = 1} while not next(t, b) do end",
        "local p = '[' .. ('a'):rep(1e6) .. ']' while not (''):find(p) do end",
        "local s = ('1'):rep(1e6) while not pcall(function() return s + 1 end) do end",
        "local s = ('1'):rep(1e6) while not tonumber(s, 2) do end",
        "local s = 'x' while true do s = s:gsub('x', 'xx') end",
        // metamethods that do not come back
        "local m = {} m.__eq = function() while true do end end return setmetatable({}, m) == setmetatable({}, m)",
        "local m = {__lt = function() return true end} local t = {} for i = 1, 200 do t[i] = setmetatable({}, m) end while true do pcall(table.sort, t) end",
        "return #setmetatable({}, {__len = function() end}) + setmetatable({}, {__add = function(a, b) while true do end end})",
        "local t = setmetatable({}, {__call = function(t) while true do end end}) return t()",
        "return tostring(setmetatable({}, {__tostring = function() while true do end end}))",
        "for k in function() return 1 end do end",
        "while true do local f = loadstring('while true do end') pcall(f) end",
      })
  void isStoppedWhenItTakesTooManySteps(String text) {
    assertThat(run(text))
        .isEqualTo(
            new LuaResult.Failed(
                "health.lua: the script was stopped: it takes more than 5000000 steps"));
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
        "return ('%99.99f'):rep(6000):format(unpack((function() local t = {} for i = 1, 6000 do t[i] = 1e308 end return t end)())):rep(1000)",
        "local s = '' while true do s = s .. 'x' end",
        "local f, t = ('x'):rep(1e6), {} while true do t[#t + 1] = os.date(f) end",
        "local t = {} while true do t[{}] = {} end",
        "while true do local f = loadstring(('x = 1 '):rep(1e5)) end",
        "error(('x'):rep(1e9))",
        // results that are larger than what was made for them
        "local s, t = ('\\200'):rep(1e6), {} for i = 1, 1e5 do t[i] = s end return t",
        "local s, t = ('x'):rep(1e6), {} for i = 1, 1e5 do t['k' .. i] = s end return t",
        "local t = {} for i = 1, 90 do t = {t, t} end return t",
        "return string.format(('%s'):rep(7000), unpack((function() local t = {} for i = 1, 6999 do t[i] = ('x'):rep(9000) end return t end)()))",
      })
  void isStoppedWhenItAllocatesTooMuch(String text) {
    assertThat(run(text))
        .isEqualTo(
            new LuaResult.Failed(
                "health.lua: the script was stopped: it allocates more than 64 MiB"));
  }

  @Test
  void isStoppedWhenItTakesTooLong() {
    long[] clock = {0};
    var slow =
        new LuaLimits(
            Long.MAX_VALUE, 1 << 20, 1_000_000_000, () -> clock[0] += 100_000_000, Instant.EPOCH);
    assertThat(LuaScript.parse("x", "while true do pcall(error) end").run(Map.of(), true, slow))
        .isEqualTo(new LuaResult.Failed("x: the script was stopped: it takes more than 1000 ms"));
  }

  @Test
  void callsThatAreNestedTooDeeplyEnd() {
    assertThat(run("local function f() return 1 + f() end return f()"))
        .isEqualTo(new LuaResult.Failed("health.lua:1: stack overflow"));
    assertThat(run("return 1" + " + 1".repeat(100_000)))
        .isIn(
            new LuaResult.Returned("number", 100_001L),
            new LuaResult.Failed(
                "health.lua: the script was stopped: its calls are nested too deeply"));
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
  void anErrorIsNoLongerThanAStatusCanBe() {
    assertThat(run("error(('x'):rep(1e6), 0)"))
        .isEqualTo(new LuaResult.Failed("x".repeat(4096) + "..."));
    assertThat(run("error(setmetatable({}, {__tostring = function() return ('x'):rep(1e6) end}))"))
        .isEqualTo(new LuaResult.Failed("(error object is a table value)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local function f(n) return pcall(f, n) end f()",
        "local t = {} setmetatable(t, {__index = function(t, k) return t[k] end}) return t.x",
        "local t = {} setmetatable(t, {__newindex = function(t, k, v) t[k] = v end}) t.x = 1",
        "local m = {} m.__concat = function(a, b) return a .. b end return setmetatable({}, m) .. ''",
        "local m = {} m.__unm = function(a) return -a end return -setmetatable({}, m)",
        "local m = {} m.__eq = function(a, b) return a == b end return setmetatable({}, m) == setmetatable({}, m)",
        "local t = setmetatable({}, {}) getmetatable(t).__call = function(t) return 1 + t() end return t()",
        "local function f() return ('x'):gsub('x', f) end return f()",
        "local function f() return load(f)() end return f()",
        "local function f() xpcall(error, f) end f()",
      })
  void whatCallsItselfWithoutEndFailsAndDoesNoMore(String text) {
    assertThat(run(text)).isInstanceOf(LuaResult.class);
  }

  @Test
  void thereIsNoWayOut() {
    for (String name :
        List.of(
            "io",
            "debug",
            "package",
            "coroutine",
            "dofile",
            "loadfile",
            "module",
            "newproxy",
            "os.execute",
            "os.getenv",
            "os.exit",
            "os.remove",
            "os.rename",
            "os.tmpname",
            "string.dump",
            "java",
            "luajava")) {
      String script =
          "local at = _G for part in ('"
              + name
              + "'):gmatch('[^.]+') do at = at[part] end return at == nil";
      assertThat(run(script)).as(name).isEqualTo(new LuaResult.Returned("boolean", true));
    }
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
