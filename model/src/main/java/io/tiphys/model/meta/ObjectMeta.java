package io.tiphys.model.meta;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The metadata that each Kubernetes object has.
///
/// @param generation grows with each change of what is wished for
/// @param deletionTimestamp when deletion was asked for; null for none
/// @param deletionGracePeriodSeconds seconds
/// @param unknown members that this record does not know
@RecordBuilder
public record ObjectMeta(
    String name,
    String generateName,
    String namespace,
    String selfLink,
    String uid,
    String resourceVersion,
    long generation,
    @Nullable Instant creationTimestamp,
    @Nullable Instant deletionTimestamp,
    @Nullable Long deletionGracePeriodSeconds,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<OwnerReference> ownerReferences,
    List<String> finalizers,
    List<ManagedFieldsEntry> managedFields,
    Unknown unknown)
    implements ObjectMetaBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ObjectMeta EMPTY = ObjectMetaBuilder.builder().build();

  public ObjectMeta {
    name = Zero.text(name);
    generateName = Zero.text(generateName);
    namespace = Zero.text(namespace);
    selfLink = Zero.text(selfLink);
    uid = Zero.text(uid);
    resourceVersion = Zero.text(resourceVersion);
    labels = Zero.map(labels);
    annotations = Zero.map(annotations);
    ownerReferences = Zero.list(ownerReferences);
    finalizers = Zero.list(finalizers);
    managedFields = Zero.list(managedFields);
    unknown = Zero.unknown(unknown);
  }
}
