package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// A program and its arguments.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record Command(List<String> command, List<String> args, Unknown unknown)
    implements CommandBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final Command EMPTY = CommandBuilder.builder().build();

  public Command {
    command = Zero.list(command);
    args = Zero.list(args);
    unknown = Zero.unknown(unknown);
  }
}
