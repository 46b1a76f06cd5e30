package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Where manifests come from and how they are rendered: a Git path, a Helm chart or an OCI
/// artifact.
///
/// @param repoURL a Git, Helm or `oci://` URL
/// @param path a directory of the repository; not with `chart`
/// @param targetRevision commit, tag, branch or version constraint; empty means `HEAD` or `*`
/// @param chart a chart's name; only for Helm repositories
/// @param ref the name by which other sources take value files from this one, as `$name/...`
/// @param tagPrefix what the tags of a version constraint begin with
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSource(
    @Always String repoURL,
    String path,
    String targetRevision,
    @Nullable ApplicationSourceHelm helm,
    @Nullable ApplicationSourceKustomize kustomize,
    @Nullable ApplicationSourceDirectory directory,
    @Nullable ApplicationSourcePlugin plugin,
    String chart,
    String ref,
    String name,
    String tagPrefix,
    Unknown unknown)
    implements ApplicationSourceBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSource EMPTY = ApplicationSourceBuilder.builder().build();

  public ApplicationSource {
    repoURL = Zero.text(repoURL);
    path = Zero.text(path);
    targetRevision = Zero.text(targetRevision);
    chart = Zero.text(chart);
    ref = Zero.text(ref);
    name = Zero.text(name);
    tagPrefix = Zero.text(tagPrefix);
    unknown = Zero.unknown(unknown);
  }
}
