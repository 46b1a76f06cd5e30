package io.tiphys.reposerver.serve;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.InvalidYamlException;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.proto.reposerver.HelmAppSpec;
import io.tiphys.proto.v1alpha1.ApplicationSourceHelm;
import io.tiphys.proto.v1alpha1.HelmParameter;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.Entry;
import io.tiphys.reposerver.source.PathResolver;
import io.tiphys.reposerver.source.PathResolver.Resolution;
import io.tiphys.reposerver.source.TooLarge;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The parameters of a chart in Git: what its value files say, as `a.b[0]` and text.
final class HelmDetails {

  private static final long MAX_BYTES = 4 * 1024 * 1024;
  private static final YamlLimits LIMITS = new YamlLimits(4 << 20, 250, 16L << 20);
  private static final int MAX_DIRECTORIES = 1000;

  private final CommitTree tree;
  private final String directory;

  HelmDetails(CommitTree tree, String directory) {
    this.tree = tree;
    this.directory = directory;
  }

  HelmAppSpec of(ApplicationSourceHelm source) {
    var details = HelmAppSpec.newBuilder().addAllValueFiles(valueFiles());
    details.setValues(text("values.yaml"));
    var parameters = new TreeMap<String, String>();
    flatten("", values("values.yaml"), parameters);
    for (String file : source.getValueFilesList()) {
      flatten("", values(file), parameters);
    }
    parameters.forEach((name, value) ->
        details.addParameters(HelmParameter.newBuilder().setName(name).setValue(value)));
    details.addAllFileParameters(source.getFileParametersList());
    return details.build();
  }

  private List<String> valueFiles() {
    var found = new ArrayList<String>();
    var todo = new ArrayDeque<String>();
    todo.add(directory);
    for (int i = 0; i < MAX_DIRECTORIES && !todo.isEmpty(); i++) {
      for (Entry entry : tree.list(todo.removeFirst())) {
        if (entry.isDirectory()) {
          todo.add(entry.path());
        } else if (isValueFile(entry.name())) {
          found.add(
              directory.isEmpty() ? entry.path() : entry.path().substring(directory.length() + 1));
        }
      }
    }
    found.sort(null);
    return found;
  }

  private static boolean isValueFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return name.contains("values") && (lower.endsWith(".yaml") || lower.endsWith(".yml"));
  }

  private String text(String file) {
    if (new PathResolver(tree).resolve(directory, file)
            instanceof Resolution.Found(var entry, var _)
        && entry.isFile()) {
      try {
        return new String(tree.read(entry, MAX_BYTES), StandardCharsets.UTF_8);
      } catch (TooLarge e) {
        return "";
      }
    }
    return "";
  }

  private @Nullable Object values(String file) {
    String text = text(file);
    if (text.isBlank()) {
      return null;
    }
    try {
      return YamlTree.parse(file, text, LIMITS);
    } catch (InvalidYamlException e) {
      return null;
    }
  }

  private static void flatten(String name, @Nullable Object value, Map<String, String> parameters) {
    switch (value) {
      case null -> {
        if (!name.isEmpty()) {
          parameters.put(name, "");
        }
      }
      case Map<?, ?> members ->
          members.forEach((key, member) ->
              flatten(name.isEmpty() ? "" + key : name + "." + key, member, parameters));
      case List<?> elements -> {
        for (int i = 0; i < elements.size(); i++) {
          flatten(name + "[" + i + "]", elements.get(i), parameters);
        }
      }
      case String text -> parameters.put(name, text);
      default ->
          parameters.put(name, new String(JsonTree.write(value), StandardCharsets.UTF_8).strip());
    }
  }
}
