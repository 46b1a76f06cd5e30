package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A pattern of directories to take or to leave out.
///
/// @param path a glob
/// @param exclude whether what matches is left out
/// @param unknown members that this record does not know
@RecordBuilder
public record GitDirectoryGeneratorItem(@Always String path, boolean exclude, Unknown unknown)
    implements GitDirectoryGeneratorItemBuilder.With {

  public GitDirectoryGeneratorItem {
    path = Zero.text(path);
    unknown = Zero.unknown(unknown);
  }
}
