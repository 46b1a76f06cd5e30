package io.tiphys.apiserver.settings;

/// What the flags of this process say that clients have to know.
///
/// @param namespace of the control plane
/// @param appsInAnyNamespace whether Applications may be in other namespaces, too
/// @param hydrator whether the manifest hydrator is offered
/// @param syncWithReplace whether a sync may be asked to replace objects
/// @param isAuthDisabled whether everybody is believed
public record Offered(
    String namespace,
    boolean appsInAnyNamespace,
    boolean hydrator,
    boolean syncWithReplace,
    boolean isAuthDisabled) {}
