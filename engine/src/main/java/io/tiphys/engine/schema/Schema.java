package io.tiphys.engine.schema;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one field, or of a whole kind: a node of a tree whose inner nodes are shared
/// between all fields of the same type, so that recursive types are cycles. Immutable once
/// [OpenApiV3#parse] returned it.
public final class Schema {

  /// How two versions of a list become one, from `x-kubernetes-list-type`.
  public enum ListType {
    ATOMIC,
    SET,
    MAP
  }

  /// A yes-or-no fact about a field.
  enum Trait {
    /// A Go struct, map or list behind the field: the API server drops what is empty.
    TYPED,
    /// A Go value whose zero the API server does not write.
    ZERO_DROPPED,
    QUANTITY,
    INT_OR_STRING,
    BYTES,
    TIMESTAMP,
    DURATION,
    PRESERVE_UNKNOWN,
    EMBEDDED_RESOURCE,
    ATOMIC_MAP,
    PATCH_MERGE,
    PATCH_RETAIN_KEYS,
    /// The kind takes `application/strategic-merge-patch+json`.
    STRATEGIC
  }

  /// The inside of a type, shared between the fields that have it. Filled once by the reader.
  static final class Shape {
    Map<String, Schema> members = Map.of();
    @Nullable Schema additional;
    @Nullable Schema items;
  }

  private static final Shape NO_SHAPE = new Shape();

  /// What says when two values are the same, and nothing of how they merge.
  private static final int OF_VALUES =
      bits(
          EnumSet.of(
              Trait.TYPED,
              Trait.ZERO_DROPPED,
              Trait.QUANTITY,
              Trait.INT_OR_STRING,
              Trait.BYTES,
              Trait.TIMESTAMP,
              Trait.DURATION));

  /// A field of which only the name is known.
  static final Schema NOTHING = new Schema(null, 0, ListType.ATOMIC, List.of(), "", null);

  /// An object of which only what all Kubernetes objects share is known: `metadata`.
  public static final Schema UNKNOWN_KIND = CommonFields.unknownKind();

  private final Shape shape;
  private final int traits;
  private final ListType listType;
  private final List<String> mapKeys;
  private final String patchMergeKey;
  private final @Nullable Object defaultValue;

  Schema(
      @Nullable Shape shape,
      Set<Trait> traits,
      ListType listType,
      List<String> mapKeys,
      String patchMergeKey,
      @Nullable Object defaultValue) {
    this(shape, bits(traits), listType, mapKeys, patchMergeKey, defaultValue);
  }

  private Schema(
      @Nullable Shape shape,
      int traits,
      ListType listType,
      List<String> mapKeys,
      String patchMergeKey,
      @Nullable Object defaultValue) {
    this.shape = shape == null ? NO_SHAPE : shape;
    this.traits = traits;
    this.listType = listType;
    this.mapKeys = mapKeys;
    this.patchMergeKey = patchMergeKey;
    this.defaultValue = defaultValue;
  }

  private static int bits(Set<Trait> traits) {
    int bits = 0;
    for (var trait : traits) {
      bits |= 1 << trait.ordinal();
    }
    return bits;
  }

  /// What is known of a member of this object, or of a value of this map; null when nothing is.
  public @Nullable Schema member(String name) {
    var member = shape.members.get(name);
    return member != null ? member : shape.additional;
  }

  /// What is known of an item of this list; null when nothing is.
  public @Nullable Schema items() {
    return shape.items;
  }

  /// The members that are filled in when they are absent are among these.
  public Map<String, Schema> members() {
    return shape.members;
  }

  /// Whether the keys of this object are the user's own, as in `metadata.labels`.
  public boolean isMap() {
    return shape.additional != null;
  }

  public ListType listType() {
    return listType;
  }

  /// The members that identify an item of a list of type MAP (`x-kubernetes-list-map-keys`).
  public List<String> mapKeys() {
    return mapKeys;
  }

  /// The member that identifies an item in a strategic merge patch; empty when it is a list of
  /// plain values, or one that is replaced as a whole.
  public String patchMergeKey() {
    return patchMergeKey;
  }

  /// Whether a strategic merge patch merges this list, rather than to replace it.
  public boolean mergesInPatch() {
    return has(Trait.PATCH_MERGE);
  }

  /// Whether a strategic merge patch drops the members that the patch does not name.
  public boolean retainsKeysInPatch() {
    return has(Trait.PATCH_RETAIN_KEYS);
  }

  /// Whether the API server takes strategic merge patches for this kind: true for its own kinds,
  /// false for custom resources. Known of the root only.
  public boolean isStrategic() {
    return has(Trait.STRATEGIC);
  }

  /// What the API server fills in when the field is absent; null when nothing is.
  public @Nullable Object defaultValue() {
    return defaultValue;
  }

  /// Whether the API server reads this field into a type of its own and drops what is empty: an
  /// empty list or map is then the same as none.
  public boolean isTyped() {
    return has(Trait.TYPED);
  }

  /// Whether the API server drops `""`, `0` or `false` here.
  public boolean dropsZero() {
    return has(Trait.ZERO_DROPPED);
  }

  public boolean isQuantity() {
    return has(Trait.QUANTITY);
  }

  public boolean isIntOrString() {
    return has(Trait.INT_OR_STRING);
  }

  /// Whether the text is base64.
  public boolean isBytes() {
    return has(Trait.BYTES);
  }

  /// Whether the text is a point in time as RFC 3339 writes it.
  public boolean isTimestamp() {
    return has(Trait.TIMESTAMP);
  }

  /// Whether the text is a span of time as Go writes it, such as `1h0m0s`.
  public boolean isDuration() {
    return has(Trait.DURATION);
  }

  public boolean preservesUnknown() {
    return has(Trait.PRESERVE_UNKNOWN);
  }

  public boolean isEmbeddedResource() {
    return has(Trait.EMBEDDED_RESOURCE);
  }

  /// Whether this object has one owner for all of its members (`x-kubernetes-map-type: atomic`).
  public boolean isAtomicMap() {
    return has(Trait.ATOMIC_MAP);
  }

  private boolean has(Trait trait) {
    return (traits & 1 << trait.ordinal()) != 0;
  }

  /// The same node with the facts of a place that uses it.
  Schema as(
      Set<Trait> more,
      ListType listType,
      List<String> mapKeys,
      String patchMergeKey,
      @Nullable Object defaultValue) {
    return new Schema(shape, traits | bits(more), listType, mapKeys, patchMergeKey, defaultValue);
  }

  Schema and(Trait trait) {
    return new Schema(
        shape, traits | 1 << trait.ordinal(), listType, mapKeys, patchMergeKey, defaultValue);
  }

  Schema withDefault(Object value) {
    return new Schema(shape, traits, listType, mapKeys, patchMergeKey, value);
  }

  Shape shape() {
    return shape;
  }

  /// The same node, whose values are read into a type: it merges as before.
  Schema readAs(Schema type, Shape inside) {
    return new Schema(
        inside, traits | type.traits & OF_VALUES, listType, mapKeys, patchMergeKey, defaultValue);
  }

  Schema withShape(Shape inside) {
    return new Schema(inside, traits, listType, mapKeys, patchMergeKey, defaultValue);
  }
}
