package io.tiphys.engine.automation;

import io.tiphys.model.manifest.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Fields that somebody writes again after syncs: counted over syncs in a row.
///
/// @param sync which sync was the last one; empty before the first
/// @param before how often in a row, up to the sync before that
/// @param now how often in a row, with that one
public record Rewrites(Optional<String> sync, Map<Field, Integer> before, Map<Field, Integer> now) {

  /// So many in a row are no coincidence.
  public static final int MANY = 3;

  /// Nothing was seen yet.
  public static final Rewrites NONE = new Rewrites(Optional.empty(), Map.of(), Map.of());

  /// One field.
  ///
  /// @param pointer RFC 6901
  /// @param manager who wrote it
  public record Field(ResourceKey object, String pointer, String manager) {}

  public Rewrites {
    before = Map.copyOf(before);
    now = Map.copyOf(now);
  }

  /// What is known with what was found after a sync.
  ///
  /// @param last what tells the sync from others; the same for all that is found after it
  /// @param found fields that differ again, by somebody's writing since then
  public Rewrites after(String last, Collection<Field> found) {
    boolean isSame = sync.filter(last::equals).isPresent();
    var earlier = isSame ? before : now;
    var counts = new HashMap<Field, Integer>(isSame ? now : Map.of());
    for (Field field : found) {
      counts.put(field, earlier.getOrDefault(field, 0) + 1);
    }
    return new Rewrites(Optional.of(last), earlier, counts);
  }

  /// The fields that were written again after each of several syncs, with how often.
  public Map<Field, Integer> persistent() {
    var many = new TreeMap<Field, Integer>(Rewrites::order);
    // what was so before the last sync is so until that one was left alone
    for (var counts : List.of(before, now)) {
      counts.forEach((field, count) -> {
        if (count >= MANY) {
          many.put(field, count);
        }
      });
    }
    return many;
  }

  private static int order(Field one, Field other) {
    return one.toString().compareTo(other.toString());
  }

  /// For people.
  public static String message(Field field, int times) {
    return ("%s: %s was written again by \"%s\" after each of %d syncs: leave it out of Git, or out"
            + " of the comparison by managedFieldsManagers of ignoreDifferences")
        .formatted(field.object(), field.pointer(), field.manager(), times);
  }
}
