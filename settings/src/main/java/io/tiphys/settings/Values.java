package io.tiphys.settings;

import io.tiphys.model.time.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads the texts of one object's data; reports what cannot be read and gives the last good value
/// instead.
final class Values {

  private static final int YAML_LIMIT = 3 << 20;

  private final String object;
  private final Map<String, String> data;
  private final Consumer<SettingsProblem> problems;

  Values(String object, Map<String, String> data, Consumer<SettingsProblem> problems) {
    this.object = object;
    this.data = data;
    this.problems = problems;
  }

  String text(String key, String fallback) {
    String value = data.get(key);
    return value == null ? fallback : value;
  }

  /// `true` in any case is true; everything else, and what is not there, as Go's readers take it.
  boolean isTrue(String key) {
    return "true".equalsIgnoreCase(data.getOrDefault(key, "").strip());
  }

  /// True unless it says `false`.
  boolean isNotFalse(String key) {
    return !"false".equalsIgnoreCase(data.getOrDefault(key, "").strip());
  }

  Duration duration(String key, Duration fallback, Duration lastGood) {
    String value = data.getOrDefault(key, "").strip();
    if (value.isEmpty()) {
      return fallback;
    }
    return GoDuration.parse(value)
        .filter(duration -> !duration.isNegative())
        .orElseGet(() -> {
          report(key, "\"" + value + "\" is no duration such as 180s");
          return lastGood;
        });
  }

  /// Comma-separated.
  List<String> list(String key) {
    return split(data.getOrDefault(key, ""));
  }

  static List<String> split(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList();
  }

  /// @param reader makes the value of the YAML; what it throws is reported
  <T> T yaml(String key, T fallback, T lastGood, Function<Object, T> reader) {
    String value = data.get(key);
    if (value == null) {
      return fallback;
    }
    try {
      var options = new LoaderOptions();
      options.setCodePointLimit(YAML_LIMIT);
      Object tree = new Yaml(new SafeConstructor(options)).load(value);
      return tree == null ? reader.apply(List.of()) : reader.apply(tree);
    } catch (MarkedYAMLException e) {
      report(key, "line " + (e.getProblemMark().getLine() + 1) + ": " + e.getProblem());
      return lastGood;
    } catch (YAMLException | IllegalArgumentException e) {
      report(key, String.valueOf(e.getMessage()));
      return lastGood;
    }
  }

  static Map<?, ?> map(Object tree, String what) {
    if (tree instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(what + " is no map");
  }

  static List<?> items(Object tree, String what) {
    if (tree instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException(what + " is no list");
  }

  static List<String> texts(Map<?, ?> map, String name) {
    var texts = new ArrayList<String>();
    Object value = map.get(name);
    if (value != null) {
      items(value, name).forEach(item -> texts.add(String.valueOf(item)));
    }
    return texts;
  }

  void report(String key, String message) {
    problems.accept(new SettingsProblem(object, key, message));
  }
}
