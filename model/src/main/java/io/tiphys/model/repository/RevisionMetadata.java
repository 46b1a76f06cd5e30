package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Author, time and message of a Git revision.
///
/// @param author name and address
/// @param date the commit's time
/// @param signatureInfo what GnuPG said of the signature
/// @param unknown members that this record does not know
@RecordBuilder
public record RevisionMetadata(
    String author,
    @Always @Nullable Instant date,
    List<String> tags,
    String message,
    String signatureInfo,
    List<RevisionReference> references,
    @Nullable SourceIntegrityCheckResult sourceIntegrityResult,
    Unknown unknown)
    implements RevisionMetadataBuilder.With {

  public RevisionMetadata {
    author = Zero.text(author);
    tags = Zero.list(tags);
    message = Zero.text(message);
    signatureInfo = Zero.text(signatureInfo);
    references = Zero.list(references);
    unknown = Zero.unknown(unknown);
  }
}
