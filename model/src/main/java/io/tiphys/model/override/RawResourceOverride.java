package io.tiphys.model.override;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.JsonName;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// How a kind is treated, as the ConfigMap has it: nested rules are YAML texts.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record RawResourceOverride(
    @JsonName("health.lua") String healthLua,
    @JsonName("health.lua.useOpenLibs") boolean healthLuaUseOpenLibs,
    String actions,
    String ignoreDifferences,
    String ignoreResourceUpdates,
    List<KnownTypeField> knownTypeFields,
    Unknown unknown)
    implements RawResourceOverrideBuilder.With {

  public RawResourceOverride {
    healthLua = Zero.text(healthLua);
    actions = Zero.text(actions);
    ignoreDifferences = Zero.text(ignoreDifferences);
    ignoreResourceUpdates = Zero.text(ignoreResourceUpdates);
    knownTypeFields = Zero.list(knownTypeFields);
    unknown = Zero.unknown(unknown);
  }
}
