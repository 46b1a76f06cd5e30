package io.tiphys.apiserver.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which members of an answer are wanted: the `fields` of a REST call, paths with dots and commas
/// between, such as `items.metadata.name,items.spec`; a `-` in front of the text says which are
/// not. A list's items are gone through without an index.
public final class Fields {

  public static final Fields ALL = new Fields(new Node(), true);

  private final Node paths;
  private final boolean isExclusion;

  private Fields(Node paths, boolean isExclusion) {
    this.paths = paths;
    this.isExclusion = isExclusion;
  }

  /// @param text empty for all
  public static Fields parse(String text) {
    if (text.isBlank()) {
      return ALL;
    }
    boolean isExclusion = text.startsWith("-");
    var root = new Node();
    for (String path : (isExclusion ? text.substring(1) : text).split(",")) {
      var node = root;
      for (String name : path.strip().split("\\.")) {
        node = node.children.computeIfAbsent(name, it -> new Node());
      }
      node.isEnd = true;
    }
    return new Fields(root, isExclusion);
  }

  public boolean areAll() {
    return isExclusion && paths.children.isEmpty();
  }

  /// The wanted members of an object, a new tree where anything is left out.
  public Map<String, @Nullable Object> of(Map<String, @Nullable Object> tree) {
    return areAll() ? tree : members(tree, paths);
  }

  /// What is wanted of each of the items in the answer's list of this name.
  public Fields below(String name) {
    var node = paths.children.get(name);
    if (node == null) {
      return isExclusion ? ALL : new Fields(new Node(), false);
    }
    return node.isEnd && !isExclusion ? ALL : new Fields(node, isExclusion);
  }

  /// Whether anything of a member is wanted.
  public boolean wants(String name) {
    var node = paths.children.get(name);
    return isExclusion ? node == null || !node.isEnd : node != null;
  }

  private Map<String, @Nullable Object> members(Map<?, ?> tree, Node node) {
    var kept = new HashMap<String, @Nullable Object>();
    tree.forEach((key, value) -> {
      var name = String.valueOf(key);
      var below = node.children.get(name);
      if (below == null) {
        if (isExclusion) {
          kept.put(name, value);
        }
      } else if (!below.isEnd) {
        kept.put(name, value(value, below));
      } else if (!isExclusion) {
        kept.put(name, value);
      }
    });
    return kept;
  }

  private @Nullable Object value(@Nullable Object value, Node node) {
    return switch (value) {
      case Map<?, ?> map -> members(map, node);
      case List<?> list -> {
        var items = new ArrayList<@Nullable Object>(list.size());
        list.forEach(item -> items.add(value(item, node)));
        yield items;
      }
      case null, default -> value;
    };
  }

  private static final class Node {
    final Map<String, Node> children = new HashMap<>();
    boolean isEnd;
  }
}
