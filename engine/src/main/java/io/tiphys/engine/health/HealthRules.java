package io.tiphys.engine.health;

import io.tiphys.engine.lua.LuaLimits;
import io.tiphys.engine.lua.LuaResult;
import io.tiphys.engine.lua.LuaScript;
import io.tiphys.engine.lua.LuaSyntaxException;
import io.tiphys.engine.override.KindOverrides;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// How objects are judged in an installation: by the scripts of its settings, and where there is
/// none by [Health#of]. What a script does wrong makes its own object Unknown and says why.
public final class HealthRules implements HealthCheck {

  /// Without any settings.
  public static final HealthRules BUNDLED = new HealthRules(KindOverrides.NONE, Clockless::limits);

  private static final String SCRIPT = "health.lua";
  private static final int MOST_KINDS = 10_000;

  /// In characters: it may stand in the status of an Application, which is no larger than 1.5 MB.
  private static final int LONGEST_MESSAGE = 4096;

  private final KindOverrides overrides;
  private final Supplier<LuaLimits> limits;
  private final Map<String, Object> scripts = new ConcurrentHashMap<>(); // or why it is none
  private final Map<GroupKind, Boolean> judged = new ConcurrentHashMap<>();

  /// There is no script to be run.
  private static final class Clockless {
    static LuaLimits limits() {
      throw new IllegalStateException("no scripts, no limits");
    }
  }

  private HealthRules(KindOverrides overrides, Supplier<LuaLimits> limits) {
    this.overrides = overrides;
    this.limits = limits;
  }

  /// @param limits asked before each run of a script
  public static HealthRules of(KindOverrides overrides, Supplier<LuaLimits> limits) {
    return new HealthRules(overrides, limits);
  }

  @Override
  public Optional<Health> of(Manifest live) {
    if (Health.isBeingDeleted(live)) {
      return Health.of(live);
    }
    return overrides
        .of(live.gvk().groupKind(), scripts -> !scripts.health().isEmpty())
        .map(scripts -> judge(scripts, live))
        .orElseGet(() -> Health.of(live));
  }

  /// Whether objects of a kind can have a health at all, unless they are being deleted. Asked for
  /// each object of each event, so that an answer is remembered.
  public boolean mayHave(GroupKind kind) {
    Boolean known = judged.get(kind);
    if (known == null) {
      known =
          Health.mayHave(kind)
              || overrides.of(kind, scripts -> !scripts.health().isEmpty()).isPresent();
      if (judged.size() < MOST_KINDS) {
        judged.put(kind, known);
      }
    }
    return known;
  }

  /// Other rules have another one.
  public String digest() {
    return Integer.toHexString(overrides.hashCode());
  }

  private Optional<Health> judge(KindOverrides.Scripts scripts, Manifest live) {
    Object script = this.scripts.computeIfAbsent(scripts.health(), HealthRules::parse);
    if (!(script instanceof LuaScript lua)) {
      return Optional.of(Health.unknown(script.toString()));
    }
    return switch (lua.run(Map.of("obj", live.content()), scripts.openLibraries(), limits.get())) {
      case LuaResult.Failed(var message) -> Optional.of(Health.unknown(message));
      case LuaResult.Returned(var type, var tree) -> health(type, tree);
    };
  }

  private static Object parse(String text) {
    try {
      return LuaScript.parse(SCRIPT, text);
    } catch (LuaSyntaxException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// nil is no health, as in Argo CD.
  private static Optional<Health> health(String type, @Nullable Object tree) {
    if (type.equals("nil")) {
      return Optional.empty();
    }
    if (!type.equals("table")) {
      return Optional.of(Health.unknown("expect table output from Lua script, not " + type));
    }
    Map<?, ?> members = tree instanceof Map<?, ?> map ? map : Map.of();
    if (members.get("message") != null && !(members.get("message") instanceof String)) {
      return Optional.of(Health.unknown("Lua returned a message that is no string"));
    }
    String said = members.get("message") instanceof String text ? text : "";
    String message =
        said.length() > LONGEST_MESSAGE ? said.substring(0, LONGEST_MESSAGE) + "..." : said;
    return Optional.of(
        (members.get("status") instanceof String status
                ? HealthStatusCode.of(status)
                : Optional.<HealthStatusCode>empty())
            .map(code -> new Health(code, message))
            .orElse(Health.unknown("Lua returned an invalid health status")));
  }

  /// Those with the same scripts are the same.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HealthRules rules && rules.overrides.equals(overrides);
  }

  @Override
  public int hashCode() {
    return overrides.hashCode();
  }
}
