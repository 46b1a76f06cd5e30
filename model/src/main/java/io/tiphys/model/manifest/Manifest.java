package io.tiphys.model.manifest;

import io.tiphys.model.json.JsonTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Kubernetes object of any kind, target or live. A value: changes give a new one.
///
/// @param content the object's members, a tree as [JsonTree] describes it; never mutated
public record Manifest(Map<String, @Nullable Object> content) {

  /// @param json one Kubernetes object
  /// @throws RuntimeException when it is not a JSON object
  public static Manifest parse(byte[] json) {
    return new Manifest(JsonTree.parseObject(json));
  }

  /// The object's JSON with members by name, as Go writes it.
  public byte[] toJson() {
    return JsonTree.write(content);
  }

  public String apiVersion() {
    return text("apiVersion");
  }

  public String kind() {
    return text("kind");
  }

  public String name() {
    return text("metadata", "name");
  }

  /// Empty when the object is cluster-scoped, or says none.
  public String namespace() {
    return text("metadata", "namespace");
  }

  public String uid() {
    return text("metadata", "uid");
  }

  public String resourceVersion() {
    return text("metadata", "resourceVersion");
  }

  public GroupVersionKind gvk() {
    return GroupVersionKind.of(apiVersion(), kind());
  }

  public ResourceKey key() {
    return new ResourceKey(gvk().group(), kind(), namespace(), name());
  }

  public Map<String, @Nullable Object> labels() {
    return JsonTree.objectOrEmpty(at("metadata", "labels"));
  }

  public Map<String, @Nullable Object> annotations() {
    return JsonTree.objectOrEmpty(at("metadata", "annotations"));
  }

  public Optional<String> annotation(String name) {
    return annotations().get(name) instanceof String value ? Optional.of(value) : Optional.empty();
  }

  public Optional<String> label(String name) {
    return labels().get(name) instanceof String value ? Optional.of(value) : Optional.empty();
  }

  /// The value at a path of members; null when one of them is absent or no object.
  public @Nullable Object at(String... path) {
    Object value = content;
    for (String name : path) {
      if (!(value instanceof Map<?, ?> map)) {
        return null;
      }
      value = map.get(name);
    }
    return value;
  }

  /// The text at a path; empty when there is none.
  public String text(String... path) {
    return at(path) instanceof String text ? text : "";
  }

  /// The integer at a path, or the fallback when there is none.
  public long number(long fallback, String... path) {
    return at(path) instanceof Number number ? number.longValue() : fallback;
  }

  /// The same object with a value at a path; objects on the way are made where missing.
  public Manifest with(@Nullable Object value, String... path) {
    return new Manifest(put(content, path, 0, value));
  }

  /// The same object without what is at a path.
  public Manifest without(String... path) {
    return at(path) == null && !isPresent(path) ? this : new Manifest(remove(content, path, 0));
  }

  private boolean isPresent(String... path) {
    Object value = content;
    for (String name : path) {
      if (!(value instanceof Map<?, ?> map) || !map.containsKey(name)) {
        return false;
      }
      value = map.get(name);
    }
    return true;
  }

  private static Map<String, @Nullable Object> put(
      Map<String, @Nullable Object> map, String[] path, int depth, @Nullable Object value) {
    var copy = new LinkedHashMap<>(map);
    String name = path[depth];
    copy.put(
        name,
        depth == path.length - 1
            ? value
            : put(JsonTree.objectOrEmpty(map.get(name)), path, depth + 1, value));
    return Collections.unmodifiableMap(copy);
  }

  private static Map<String, @Nullable Object> remove(
      Map<String, @Nullable Object> map, String[] path, int depth) {
    var copy = new LinkedHashMap<>(map);
    String name = path[depth];
    if (depth == path.length - 1) {
      copy.remove(name);
    } else if (map.get(name) instanceof Map<?, ?> inner) {
      copy.put(name, remove(JsonTree.object(inner), path, depth + 1));
    }
    return Collections.unmodifiableMap(copy);
  }
}
