package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;

/// How a kustomization is rendered.
///
/// @param images `[old=]image[:tag][@digest]`
/// @param version the name of a configured Kustomize; empty for the default
/// @param commonAnnotationsEnvsubst whether build variables are put into annotations
/// @param components directories beside the kustomization
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSourceKustomize(
    String namePrefix,
    String nameSuffix,
    List<String> images,
    Map<String, String> commonLabels,
    String version,
    Map<String, String> commonAnnotations,
    boolean forceCommonLabels,
    boolean forceCommonAnnotations,
    String namespace,
    boolean commonAnnotationsEnvsubst,
    List<KustomizeReplica> replicas,
    List<KustomizePatch> patches,
    List<String> components,
    boolean ignoreMissingComponents,
    boolean labelWithoutSelector,
    String kubeVersion,
    List<String> apiVersions,
    boolean labelIncludeTemplates,
    Unknown unknown)
    implements ApplicationSourceKustomizeBuilder.With {

  public ApplicationSourceKustomize {
    namePrefix = Zero.text(namePrefix);
    nameSuffix = Zero.text(nameSuffix);
    images = Zero.list(images);
    commonLabels = Zero.map(commonLabels);
    version = Zero.text(version);
    commonAnnotations = Zero.map(commonAnnotations);
    namespace = Zero.text(namespace);
    replicas = Zero.list(replicas);
    patches = Zero.list(patches);
    components = Zero.list(components);
    kubeVersion = Zero.text(kubeVersion);
    apiVersions = Zero.list(apiVersions);
    unknown = Zero.unknown(unknown);
  }
}
