package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Which plain files of a directory are taken.
///
/// @param recurse whether directories below count
/// @param exclude a glob
/// @param include a glob
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSourceDirectory(
    boolean recurse,
    ApplicationSourceJsonnet jsonnet,
    String exclude,
    String include,
    boolean disableExtensionFilter,
    Unknown unknown)
    implements ApplicationSourceDirectoryBuilder.With {

  public ApplicationSourceDirectory {
    jsonnet = Zero.of(jsonnet, ApplicationSourceJsonnet.EMPTY);
    exclude = Zero.text(exclude);
    include = Zero.text(include);
    unknown = Zero.unknown(unknown);
  }
}
