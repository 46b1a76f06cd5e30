package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a Helm chart is rendered.
///
/// @param valueFiles paths or URLs, later ones win
/// @param releaseName empty means the Application's name
/// @param values a YAML text; comes after the files
/// @param version of Helm; only `v3` is left
/// @param passCredentials whether credentials go to all hosts
/// @param valuesObject the same as an object; comes before `values`
/// @param kubeVersion what charts are told; empty means the destination's
/// @param apiVersions what charts are told; empty means the destination's
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSourceHelm(
    List<String> valueFiles,
    List<HelmParameter> parameters,
    String releaseName,
    String values,
    List<HelmFileParameter> fileParameters,
    String version,
    boolean passCredentials,
    boolean ignoreMissingValueFiles,
    boolean skipCrds,
    @Nullable Object valuesObject,
    String namespace,
    String kubeVersion,
    List<String> apiVersions,
    boolean skipTests,
    boolean skipSchemaValidation,
    Unknown unknown)
    implements ApplicationSourceHelmBuilder.With {

  public ApplicationSourceHelm {
    valueFiles = Zero.list(valueFiles);
    parameters = Zero.list(parameters);
    releaseName = Zero.text(releaseName);
    values = Zero.text(values);
    fileParameters = Zero.list(fileParameters);
    version = Zero.text(version);
    namespace = Zero.text(namespace);
    kubeVersion = Zero.text(kubeVersion);
    apiVersions = Zero.list(apiVersions);
    unknown = Zero.unknown(unknown);
  }
}
