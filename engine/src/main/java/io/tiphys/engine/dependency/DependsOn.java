package io.tiphys.engine.dependency;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What an Application says it depends on, in its annotation: names, `namespace/name`, or labels as
/// `key=value`, separated by commas or white space; labels of one entry that are joined by `&` must
/// all be there.
///
/// @param dependencies each once, in their order
/// @param problem what cannot be read of the annotation; empty when all can
public record DependsOn(List<Dependency> dependencies, String problem) {

  public static final String ANNOTATION = "tiphys.io/depends-on";

  /// An Application that depends on nothing.
  public static final DependsOn NOTHING = new DependsOn(List.of(), "");

  private static final int MOST_ENTRIES = 64;
  private static final int LONGEST_TEXT = 8192;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern LABEL_KEY =
      Pattern.compile("([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?");

  public DependsOn {
    dependencies = List.copyOf(dependencies);
  }

  /// @param annotation of the Application
  /// @param namespace of the Application, where a bare name is looked for
  public static DependsOn parse(String annotation, String namespace) {
    if (annotation.length() > LONGEST_TEXT) {
      return new DependsOn(List.of(), "it is longer than %d characters".formatted(LONGEST_TEXT));
    }
    var dependencies = new LinkedHashSet<Dependency>();
    for (String entry : annotation.strip().split("[,\\s]+")) {
      if (entry.isEmpty()) {
        continue;
      }
      Optional<Dependency> dependency =
          entry.indexOf('=') < 0 ? named(entry, namespace) : labelled(entry);
      if (dependency.isEmpty()) {
        return new DependsOn(
            List.of(),
            "\"%s\" is neither a name, nor namespace/name, nor key=value".formatted(entry));
      }
      dependencies.add(dependency.get());
    }
    return dependencies.size() > MOST_ENTRIES
        ? new DependsOn(List.of(), "it has more than %d entries".formatted(MOST_ENTRIES))
        : new DependsOn(new ArrayList<>(dependencies), "");
  }

  public boolean isNothing() {
    return dependencies.isEmpty() && problem.isEmpty();
  }

  private static Optional<Dependency> named(String entry, String namespace) {
    int slash = entry.indexOf('/');
    AppName name =
        new AppName(slash < 0 ? namespace : entry.substring(0, slash), entry.substring(slash + 1));
    return NAME.matcher(name.namespace()).matches() && NAME.matcher(name.name()).matches()
        ? Optional.of(new Dependency.Named(name))
        : Optional.empty();
  }

  private static Optional<Dependency> labelled(String entry) {
    var labels = new TreeMap<String, String>();
    for (String label : entry.split("&", -1)) {
      int equals = label.indexOf('=');
      String key = label.substring(0, Math.max(0, equals));
      String value = label.substring(equals + 1);
      if (!LABEL_KEY.matcher(key).matches() || !LABEL_VALUE.matcher(value).matches()) {
        return Optional.empty();
      }
      labels.put(key, value);
    }
    return Optional.of(new Dependency.Labelled(labels));
  }
}
