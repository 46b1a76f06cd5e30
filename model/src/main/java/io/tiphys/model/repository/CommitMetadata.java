package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A commit of another repository that a commit refers to.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record CommitMetadata(
    String author,
    String date,
    String subject,
    String body,
    String sha,
    String repoUrl,
    Unknown unknown)
    implements CommitMetadataBuilder.With {

  public CommitMetadata {
    author = Zero.text(author);
    date = Zero.text(date);
    subject = Zero.text(subject);
    body = Zero.text(body);
    sha = Zero.text(sha);
    repoUrl = Zero.text(repoUrl);
    unknown = Zero.unknown(unknown);
  }
}
