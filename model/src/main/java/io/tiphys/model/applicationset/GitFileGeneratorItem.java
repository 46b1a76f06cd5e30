package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A pattern of files to take or to leave out.
///
/// @param path a glob
/// @param exclude whether what matches is left out
/// @param unknown members that this record does not know
@RecordBuilder
public record GitFileGeneratorItem(@Always String path, boolean exclude, Unknown unknown)
    implements GitFileGeneratorItemBuilder.With {

  public GitFileGeneratorItem {
    path = Zero.text(path);
    unknown = Zero.unknown(unknown);
  }
}
