package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// What an OCI artifact says of itself.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record OCIMetadata(
    String createdAt,
    String authors,
    String imageUrl,
    String docsUrl,
    String sourceUrl,
    String version,
    String description,
    Unknown unknown)
    implements OCIMetadataBuilder.With {

  public OCIMetadata {
    createdAt = Zero.text(createdAt);
    authors = Zero.text(authors);
    imageUrl = Zero.text(imageUrl);
    docsUrl = Zero.text(docsUrl);
    sourceUrl = Zero.text(sourceUrl);
    version = Zero.text(version);
    description = Zero.text(description);
    unknown = Zero.unknown(unknown);
  }
}
