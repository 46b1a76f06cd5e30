package io.tiphys.model.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and writes the model's records as JSON exactly as Go reads and writes the structs that
/// they stand for:
///
/// - a member is named like its component, less a trailing `_`, or as [JsonName] says;
/// - empty texts, zero numbers, `false`, empty lists and maps and null are left out, unless the
///   component is marked [Always]; a record that cannot be null is always written;
/// - a list or map marked [Always] is written as `[]` or `{}`. Go writes `null` for one that was
///   never set, which no Argo CD client tells apart, and which an API server refuses where the
///   schema requires the member;
/// - times are RFC 3339 in UTC and whole seconds;
/// - null stands for the zero value when read, as in Go;
/// - members without a component are kept in the component of type [Unknown].
public final class ModelJson {

  private ModelJson() {}

  /// @param json one JSON object in UTF-8
  /// @throws InvalidFieldException when a member has a type that the record cannot take
  /// @throws tools.jackson.core.JacksonException when it is not JSON
  public static <T extends Record> T read(byte[] json, Class<T> type) {
    return fromTree(JsonTree.parse(json), type);
  }

  /// The record's JSON, with members by name.
  public static byte[] write(Record value) {
    return JsonTree.write(toTree(value));
  }

  /// The record as a tree, as [JsonTree] describes it.
  public static Map<String, @Nullable Object> toTree(Record value) {
    return RecordCodec.of(value.getClass()).toTree(value);
  }

  /// @param tree a JSON object as [JsonTree] describes it
  /// @throws InvalidFieldException when a member has a type that the record cannot take
  public static <T extends Record> T fromTree(@Nullable Object tree, Class<T> type) {
    if (tree == null) {
      throw new InvalidFieldException("", "expected object, got null");
    }
    return type.cast(RecordCodec.of(type).read(tree));
  }
}
