package io.tiphys.model.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON members of an object that its record does not know: a newer version's, or a mistake of
/// the author's. They are kept, so that reading and writing an object loses nothing.
///
/// @param members a tree as [JsonTree] describes it, by member name
public record Unknown(Map<String, @Nullable Object> members) {

  /// No unknown members.
  public static final Unknown NONE = new Unknown(Map.of());

  public Unknown {
    members =
        members.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }
}
