package io.tiphys.model.manifest;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Turns the nodes of one YAML document into a tree. An anchored node is turned once; how large and
/// how deep the tree is with all aliases followed is counted, so that a small text cannot stand for
/// an endless tree.
final class YamlReader {

  /// What an unquoted scalar without a tag has for a tag.
  static final Tag PLAIN = new Tag("tag:tiphys.io,2026:plain");

  /// A turned node, how many levels it has and how many characters it stands for.
  private record Turned(@Nullable Object tree, int depth, long size) {}

  private static final Pattern ANCHOR = Pattern.compile("[0-9A-Za-z_-]+");

  private final String file;
  private final YamlLimits limits;
  private final Map<Node, Turned> anchored = new IdentityHashMap<>();
  private final Map<Node, Boolean> open = new IdentityHashMap<>();
  private long total;

  YamlReader(String file, YamlLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  @Nullable Object read(Node document) {
    return turn(document).tree();
  }

  private Turned turn(Node node) {
    Turned known = anchored.get(node);
    if (known != null) {
      add(known.size(), node);
      return known;
    }
    if (open.put(node, true) != null) {
      throw at(node.getStartMark(), "an anchor may not contain itself");
    }
    Turned turned =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case SequenceNode sequence -> sequence(sequence);
          case MappingNode mapping -> mapping(mapping);
          case AnchorNode anchor -> turn(anchor.getRealNode());
          default -> throw at(node.getStartMark(), "not a YAML value");
        };
    open.remove(node);
    if (turned.depth() > limits.depth()) {
      throw at(node.getStartMark(), "nested more than " + limits.depth() + " levels deep");
    }
    if (node.getAnchor() != null) {
      if (!ANCHOR.matcher(node.getAnchor()).matches()) {
        throw at(node.getStartMark(), "an anchor has only letters, digits, _ and -");
      }
      anchored.put(node, turned);
    }
    return turned;
  }

  private void add(long size, Node node) {
    total += size;
    if (total > limits.expanded()) {
      throw at(
          node.getStartMark(),
          "larger than " + limits.expanded() + " characters with all aliases followed");
    }
  }

  private Turned scalar(ScalarNode node) {
    long size = 8L + node.getValue().length();
    add(size, node);
    Object value = resolved(node);
    if (!YamlScalar.isJson(value)) {
      throw at(node.getStartMark(), "JSON has no number " + node.getValue());
    }
    return new Turned(YamlScalar.value(value), 0, size);
  }

  private @Nullable Object resolved(ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(PLAIN)) {
      return YamlScalar.resolve(text);
    }
    if (tag.equals(Tag.BINARY)) {
      try {
        byte[] octets = Base64.getMimeDecoder().decode(text);
        return new String(octets, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        throw at(node.getStartMark(), "!!binary value contains invalid base64 data");
      }
    }
    Object value = YamlScalar.resolve(text);
    boolean fits =
        switch (tag.getValue()) {
          case Tag.PREFIX + "int" -> value instanceof Long || value instanceof BigInteger;
          case Tag.PREFIX + "float" -> value instanceof Number;
          case Tag.PREFIX + "bool" -> value instanceof Boolean;
          case Tag.PREFIX + "null" -> value == null;
          default -> {
            value = text; // a text, or a tag that we do not know
            yield true;
          }
        };
    if (!fits) {
      throw at(node.getStartMark(), "not a value of " + tag.getValue().replace(Tag.PREFIX, "!!"));
    }
    return value;
  }

  private Turned sequence(SequenceNode node) {
    var items = new ArrayList<@Nullable Object>(node.getValue().size());
    int depth = 0;
    long size = 8;
    add(size, node);
    for (Node each : node.getValue()) {
      Turned item = turn(each);
      items.add(item.tree());
      depth = Math.max(depth, item.depth());
      size += item.size();
    }
    return new Turned(Collections.unmodifiableList(items), depth + 1, size);
  }

  private Turned mapping(MappingNode node) {
    var members = new LinkedHashMap<String, @Nullable Object>();
    int depth = 0;
    long size = 8;
    add(size, node);
    for (NodeTuple each : node.getValue()) {
      Turned value;
      if (isMerge(each.getKeyNode())) {
        value = turn(each.getValueNode());
        merge(value.tree(), each.getValueNode(), members);
      } else {
        String name = name(each.getKeyNode());
        value = turn(each.getValueNode());
        members.put(name, value.tree());
        size += name.length();
      }
      depth = Math.max(depth, value.depth());
      size += value.size();
    }
    return new Turned(Collections.unmodifiableMap(members), depth + 1, size);
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode scalar
        && scalar.getValue().equals("<<")
        && (scalar.getTag().equals(PLAIN) || scalar.getTag().equals(Tag.MERGE));
  }

  /// The merged members replace those before them; of a list of maps the first has precedence.
  private void merge(@Nullable Object tree, Node node, Map<String, @Nullable Object> members) {
    switch (tree) {
      case Map<?, ?> map -> map.forEach((name, value) -> members.put((String) name, value));
      case List<?> list when list.stream().allMatch(Map.class::isInstance) -> {
        for (Object each : list.reversed()) {
          merge(each, node, members);
        }
      }
      case null, default ->
          throw at(node.getStartMark(), "map merge requires map or sequence of maps as the value");
    }
  }

  private String name(Node key) {
    if (key instanceof AnchorNode anchor) {
      return name(anchor.getRealNode());
    }
    if (!(key instanceof ScalarNode scalar)) {
      boolean braces =
          key instanceof MappingNode mapping
              && mapping.getFlowStyle() == DumperOptions.FlowStyle.FLOW;
      throw at(
          key.getStartMark(),
          braces
              ? "invalid map key: {{ ... }} looks like a template that was not rendered"
              : "invalid map key: a map or a list");
    }
    String name = YamlScalar.name(resolved(scalar));
    if (name == null) {
      throw at(key.getStartMark(), scalar.getValue() + " cannot be a map key");
    }
    add(name.length(), key);
    return name;
  }

  private InvalidYamlException at(Mark mark, String problem) {
    return new InvalidYamlException(file, mark.getLine() + 1, mark.getColumn() + 1, problem);
  }
}
