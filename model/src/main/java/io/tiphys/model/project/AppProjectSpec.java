package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of a project.
///
/// @param sourceRepos globs of URLs; with `!` before them they deny
/// @param destinations where Applications may go; texts are globs, with `!` they deny
/// @param clusterResourceWhitelist cluster-scoped kinds that are allowed; empty means none
/// @param namespaceResourceBlacklist kinds in namespaces that are denied
/// @param orphanedResources null when they are not looked for
/// @param namespaceResourceWhitelist kinds in namespaces that are allowed; empty means all
/// @param signatureKeys keys one of which must have signed each commit
/// @param clusterResourceBlacklist cluster-scoped kinds that are denied
/// @param sourceNamespaces globs of the namespaces that its Applications may live in
/// @param permitOnlyProjectScopedClusters whether only clusters of this project are allowed
/// @param unknown members that this record does not know
@RecordBuilder
public record AppProjectSpec(
    List<String> sourceRepos,
    List<ApplicationDestination> destinations,
    String description,
    List<ProjectRole> roles,
    List<ClusterResourceRestrictionItem> clusterResourceWhitelist,
    List<GroupKindItem> namespaceResourceBlacklist,
    @Nullable OrphanedResourcesMonitorSettings orphanedResources,
    List<SyncWindow> syncWindows,
    List<GroupKindItem> namespaceResourceWhitelist,
    List<SignatureKey> signatureKeys,
    List<ClusterResourceRestrictionItem> clusterResourceBlacklist,
    List<String> sourceNamespaces,
    boolean permitOnlyProjectScopedClusters,
    List<ApplicationDestinationServiceAccount> destinationServiceAccounts,
    @Nullable SourceIntegrity sourceIntegrity,
    Unknown unknown)
    implements AppProjectSpecBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final AppProjectSpec EMPTY = AppProjectSpecBuilder.builder().build();

  public AppProjectSpec {
    sourceRepos = Zero.list(sourceRepos);
    destinations = Zero.list(destinations);
    description = Zero.text(description);
    roles = Zero.list(roles);
    clusterResourceWhitelist = Zero.list(clusterResourceWhitelist);
    namespaceResourceBlacklist = Zero.list(namespaceResourceBlacklist);
    syncWindows = Zero.list(syncWindows);
    namespaceResourceWhitelist = Zero.list(namespaceResourceWhitelist);
    signatureKeys = Zero.list(signatureKeys);
    clusterResourceBlacklist = Zero.list(clusterResourceBlacklist);
    sourceNamespaces = Zero.list(sourceNamespaces);
    destinationServiceAccounts = Zero.list(destinationServiceAccounts);
    unknown = Zero.unknown(unknown);
  }
}
