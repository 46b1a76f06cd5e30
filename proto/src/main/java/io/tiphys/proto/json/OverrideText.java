package io.tiphys.proto.json;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.tiphys.proto.v1alpha1.OverrideIgnoreDiff;
import io.tiphys.proto.v1alpha1.ResourceOverride;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.representer.Representer;

/// The rules of a resource override for differences to ignore: in its JSON they are YAML in a text,
/// as in the ConfigMap where they come from, and there even when there are none.
final class OverrideText {

  private OverrideText() {}

  static boolean isFor(FieldDescriptor field) {
    return field.getContainingType() == ResourceOverride.getDescriptor()
        && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && field.getMessageType() == OverrideIgnoreDiff.getDescriptor();
  }

  static String write(Map<String, @Nullable Object> rules) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setSplitLines(false);
    return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options)
        .dump(new TreeMap<>(rules));
  }

  /// @throws IllegalArgumentException when the value is no text with an object in YAML
  static Map<?, ?> read(Object value) {
    if (value instanceof String text) {
      Object rules = parse(text);
      if (rules instanceof Map<?, ?> map) {
        return map;
      }
      if (rules == null) {
        return Map.of();
      }
    }
    throw new IllegalArgumentException("expected YAML with an object in a text");
  }

  private static @Nullable Object parse(String text) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("expected YAML: " + e.getMessage(), e);
    }
  }
}
