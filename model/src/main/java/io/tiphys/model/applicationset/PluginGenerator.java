package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives what a plugin answers over HTTP.
///
/// @param requeueAfterSeconds seconds until the generator is asked again; null for the default
/// @param values parameters that are added to each result; they may hold parameters themselves
/// @param unknown members that this record does not know
@RecordBuilder
public record PluginGenerator(
    PluginConfigMapRef configMapRef,
    PluginInput input,
    @Nullable Long requeueAfterSeconds,
    ApplicationSetTemplate template,
    Map<String, String> values,
    Unknown unknown)
    implements PluginGeneratorBuilder.With {

  public PluginGenerator {
    configMapRef = Zero.of(configMapRef, PluginConfigMapRef.EMPTY);
    input = Zero.of(input, PluginInput.EMPTY);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    values = Zero.map(values);
    unknown = Zero.unknown(unknown);
  }
}
