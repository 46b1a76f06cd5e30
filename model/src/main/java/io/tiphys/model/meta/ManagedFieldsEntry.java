package io.tiphys.model.meta;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which fields one manager has set.
///
/// @param fieldsV1 a tree of the fields
/// @param unknown members that this record does not know
@RecordBuilder
public record ManagedFieldsEntry(
    String manager,
    String operation,
    String apiVersion,
    @Nullable Instant time,
    String fieldsType,
    @Nullable Object fieldsV1,
    String subresource,
    Unknown unknown)
    implements ManagedFieldsEntryBuilder.With {

  public ManagedFieldsEntry {
    manager = Zero.text(manager);
    operation = Zero.text(operation);
    apiVersion = Zero.text(apiVersion);
    fieldsType = Zero.text(fieldsType);
    subresource = Zero.text(subresource);
    unknown = Zero.unknown(unknown);
  }
}
