package io.tiphys.engine.jq;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value, and where it stands in the input when somebody wants to know.
///
/// @param path null when nobody asks for paths
record Place(@Nullable Object value, @Nullable Path path) {

  /// The steps to a value.
  sealed interface Path {
    /// The input itself.
    record Root() implements Path {}

    /// @param step a member's name, an item's place, or a slice as an object
    record Below(Path parent, @Nullable Object step) implements Path {}

    /// The value was made by the expression and stands nowhere.
    record Nowhere() implements Path {}
  }

  private static final Path ROOT = new Path.Root();
  private static final Path NOWHERE = new Path.Nowhere();

  static Place of(@Nullable Object value) {
    return new Place(value, null);
  }

  static Place root(@Nullable Object value) {
    return new Place(value, ROOT);
  }

  /// A value that was made while this was looked at.
  Place made(@Nullable Object made) {
    return new Place(made, path == null ? null : NOWHERE);
  }

  /// The same value, of which nobody asks where it stands.
  Place plain() {
    return path == null ? this : of(value);
  }

  Place below(@Nullable Object step, @Nullable Object found) {
    return switch (path) {
      case null -> of(found);
      case Path.Nowhere() ->
          throw new JqError("Invalid path expression with a result of " + JqError.kind(value));
      case Path known -> new Place(found, new Path.Below(known, step));
    };
  }

  /// The steps from the input on.
  List<@Nullable Object> steps() {
    var steps = new ArrayList<@Nullable Object>();
    Path at = path;
    while (at instanceof Path.Below(var parent, var step)) {
      steps.add(step);
      at = parent;
    }
    if (!(at instanceof Path.Root)) {
      throw new JqError("Invalid path expression with a result of " + JqError.kind(value));
    }
    Collections.reverse(steps);
    return steps;
  }
}
