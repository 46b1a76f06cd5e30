package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.LabelSelector;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives the clusters that a custom resource of any kind has decided on.
///
/// @param configMapRef the ConfigMap that tells kind and fields of the resource
/// @param name the resource; or else `labelSelector` finds it
/// @param requeueAfterSeconds seconds until the generator is asked again; null for the default
/// @param labelSelector which objects are meant, by their labels
/// @param values parameters that are added to each result; they may hold parameters themselves
/// @param unknown members that this record does not know
@RecordBuilder
public record DuckTypeGenerator(
    @Always String configMapRef,
    String name,
    @Nullable Long requeueAfterSeconds,
    LabelSelector labelSelector,
    ApplicationSetTemplate template,
    Map<String, String> values,
    Unknown unknown)
    implements DuckTypeGeneratorBuilder.With {

  public DuckTypeGenerator {
    configMapRef = Zero.text(configMapRef);
    name = Zero.text(name);
    labelSelector = Zero.of(labelSelector, LabelSelector.EMPTY);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    values = Zero.map(values);
    unknown = Zero.unknown(unknown);
  }
}
