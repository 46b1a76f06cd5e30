package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// What a node says of itself.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record NodeSystemInfo(
    @Always String machineID,
    @Always String systemUUID,
    @Always String bootID,
    @Always String kernelVersion,
    @Always String osImage,
    @Always String containerRuntimeVersion,
    @Always String kubeletVersion,
    @Always String kubeProxyVersion,
    @Always String operatingSystem,
    @Always String architecture,
    @Nullable Object swap,
    Unknown unknown)
    implements NodeSystemInfoBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final NodeSystemInfo EMPTY = NodeSystemInfoBuilder.builder().build();

  public NodeSystemInfo {
    machineID = Zero.text(machineID);
    systemUUID = Zero.text(systemUUID);
    bootID = Zero.text(bootID);
    kernelVersion = Zero.text(kernelVersion);
    osImage = Zero.text(osImage);
    containerRuntimeVersion = Zero.text(containerRuntimeVersion);
    kubeletVersion = Zero.text(kubeletVersion);
    kubeProxyVersion = Zero.text(kubeProxyVersion);
    operatingSystem = Zero.text(operatingSystem);
    architecture = Zero.text(architecture);
    unknown = Zero.unknown(unknown);
  }
}
