package io.tiphys.engine.schema;

import io.tiphys.model.manifest.GroupKind;

/// A field of a custom kind that holds what a type of Kubernetes holds
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/).
///
/// @param kind whose field it is
/// @param path its members, such as `spec.template.spec`; lists on the way are walked through
/// @param type such as `core/v1/PodSpec`
public record KnownField(GroupKind kind, String path, String type) {}
