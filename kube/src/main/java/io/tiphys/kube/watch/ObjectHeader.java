package io.tiphys.kube.watch;

import io.tiphys.model.manifest.ResourceKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one needs to know of an object before one decides what to keep of it.
///
/// @param apiVersion such as `apps/v1`
/// @param creationSeconds of the epoch; 0 when there is none
/// @param isDeleting it has a `deletionTimestamp`
/// @param labels all of them, as texts
/// @param annotations those of Argo CD (their names have `argocd.argoproj.io/` in them) and no
///   other: the rest may be large
public record ObjectHeader(
    ResourceKey key,
    String apiVersion,
    String uid,
    String resourceVersion,
    long creationSeconds,
    boolean isDeleting,
    Map<String, @Nullable Object> labels,
    Map<String, @Nullable Object> annotations,
    List<OwnerReference> owners) {}
