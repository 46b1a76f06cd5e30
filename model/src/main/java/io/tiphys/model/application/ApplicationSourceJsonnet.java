package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// How Jsonnet files of a directory are evaluated.
///
/// @param libs directories of the repository for imports
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSourceJsonnet(
    List<JsonnetVar> extVars, List<JsonnetVar> tlas, List<String> libs, Unknown unknown)
    implements ApplicationSourceJsonnetBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSourceJsonnet EMPTY =
      ApplicationSourceJsonnetBuilder.builder().build();

  public ApplicationSourceJsonnet {
    extVars = Zero.list(extVars);
    tlas = Zero.list(tlas);
    libs = Zero.list(libs);
    unknown = Zero.unknown(unknown);
  }
}
