package io.tiphys.model.meta;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// The metadata that each Kubernetes list has.
///
/// @param continue_ where the next page begins; empty on the last page
/// @param remainingItemCount how many items follow; null when it is not known
/// @param unknown members that this record does not know
@RecordBuilder
public record ListMeta(
    String selfLink,
    String resourceVersion,
    String continue_,
    @Nullable Long remainingItemCount,
    Unknown unknown)
    implements ListMetaBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ListMeta EMPTY = ListMetaBuilder.builder().build();

  public ListMeta {
    selfLink = Zero.text(selfLink);
    resourceVersion = Zero.text(resourceVersion);
    continue_ = Zero.text(continue_);
    unknown = Zero.unknown(unknown);
  }
}
