package io.tiphys.kube.cache;

import io.tiphys.kube.facts.Facts;
import io.tiphys.kube.watch.OwnerReference;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One object of a cluster as the cache keeps it.
///
/// @param apiVersion the one it is watched in, such as `apps/v1`
/// @param creationSeconds of the epoch
/// @param isDeleting it has a `deletionTimestamp`
/// @param appInstance the Application that manages it, as the tracking mark names it; empty for
///   none
/// @param images of a Pod's containers, sorted; empty for other kinds
/// @param externalUrls of an Ingress, and those that `link.argocd.argoproj.io/` annotations name
/// @param facts what the resource tree shows of it
/// @param json the whole object; null unless it is managed or was asked for as a whole. Nobody
///   else's bytes: to be treated as a value
@SuppressWarnings("ArrayRecordComponent") // identity is (key, uid, resourceVersion)
public record LiveObject(
    ResourceKey key,
    String apiVersion,
    String uid,
    String resourceVersion,
    long creationSeconds,
    boolean isDeleting,
    List<OwnerReference> owners,
    String appInstance,
    List<String> images,
    List<String> externalUrls,
    Facts facts,
    byte @Nullable [] json) {

  public Instant createdAt() {
    return Instant.ofEpochSecond(creationSeconds);
  }

  public boolean isManaged() {
    return !appInstance.isEmpty();
  }

  public boolean isWhole() {
    return json != null;
  }

  /// The whole object, parsed anew.
  ///
  /// @throws IllegalStateException when only its header is kept
  public Manifest manifest() {
    byte[] bytes = json;
    if (bytes == null) {
      throw new IllegalStateException(key + ": only the header of the live object is kept");
    }
    return Manifest.parse(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LiveObject object
        && key.equals(object.key)
        && uid.equals(object.uid)
        && resourceVersion.equals(object.resourceVersion);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + resourceVersion.hashCode();
  }

  @Override
  public String toString() {
    return key + " at " + resourceVersion;
  }
}
