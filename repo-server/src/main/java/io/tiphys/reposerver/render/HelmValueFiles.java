package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.glob.Glob;
import io.tiphys.reposerver.source.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the files that `valueFiles` and `fileParameters` name: relative to the chart, from the
/// repository's root with a leading `/`, by pattern, or a URL that Helm fetches itself.
final class HelmValueFiles {

  private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):.*");
  private static final Pattern REFERENCE = Pattern.compile("\\$([A-Za-z0-9_-]+)/.*");

  private final BuildConfiguration configuration;
  private final BuildEnvironment environment;
  private final String chart;
  private final Reads reads;

  HelmValueFiles(
      BuildConfiguration configuration, BuildEnvironment environment, String chart, Reads reads) {
    this.configuration = configuration;
    this.environment = environment;
    this.chart = chart;
    this.reads = reads;
  }

  /// Where a value comes from.
  sealed interface Located {
    record InRepository(String path) implements Located {}

    record Remote(String url) implements Located {}

    /// As an argument, when the repository's copy lies in a directory.
    default String argument(String root) {
      return switch (this) {
        case InRepository(var path) -> root + "/" + path;
        case Remote(var url) -> url;
      };
    }
  }

  /// The value files in the order in which Helm merges them, the last one winning. What a pattern
  /// matches is in order of names, each directory's files before its directories; a file that is
  /// also named by itself stands there and not among what the pattern matches.
  List<Located> resolve(List<String> valueFiles, boolean ignoreMissing) throws RenderFailure {
    var named = new HashSet<Located>();
    for (String valueFile : valueFiles) {
      String name = expand(valueFile);
      if (!isGlob(name)) {
        named.add(locate(name));
      }
    }
    var located = new ArrayList<Located>();
    var matched = new LinkedHashSet<Located>();
    for (String valueFile : valueFiles) {
      String name = expand(valueFile);
      if (isGlob(name)) {
        var files = matching(name);
        if (files.isEmpty() && !ignoreMissing) {
          throw failure("values file glob \"" + name + "\" matched no files");
        }
        files.stream()
            .filter(file -> !named.contains(file) && matched.add(file))
            .forEach(located::add);
      } else if (!ignoreMissing || exists(name)) {
        located.add(locate(name));
      }
    }
    return located;
  }

  /// One file; it need not exist.
  Located fileParameter(String path) throws RenderFailure {
    String name = environment.expand(path);
    var file =
        reads.look(
            chart,
            name,
            () ->
                RenderFailure.lasting(
                    Phase.PARAMETERS,
                    "error resolving helm value file path: file '%s' resolved to outside repository root"
                        .formatted(name)));
    return new Located.InRepository(file.map(Entry::path).orElse(Paths.join(chart, name)));
  }

  private String expand(String valueFile) throws RenderFailure {
    var reference = REFERENCE.matcher(valueFile);
    if (reference.matches() && !environment.variables().containsKey(reference.group(1))) {
      throw failure(
          "error resolving value file path: '%s' is in a referenced source, which is not supported"
              .formatted(valueFile));
    }
    return environment.expand(valueFile);
  }

  private static boolean isGlob(String name) {
    return !SCHEME.matcher(name).matches() && Glob.isPattern(name);
  }

  private boolean exists(String name) throws RenderFailure {
    return SCHEME.matcher(name).matches()
        || reads.look(chart, name, () -> outside(name)).isPresent();
  }

  private Located locate(String name) throws RenderFailure {
    var scheme = SCHEME.matcher(name);
    if (scheme.matches()) {
      String lower = scheme.group(1).toLowerCase(Locale.ROOT);
      if (configuration.helmValuesFileSchemes().stream().noneMatch(lower::equalsIgnoreCase)) {
        throw failure(
            "error resolving value file path: the URL scheme '%s' is not allowed".formatted(lower));
      }
      reads.unbounded();
      return new Located.Remote(name);
    }
    var file = reads.look(chart, name, () -> outside(name));
    file.filter(Entry::isDirectory).ifPresent(reads::remember);
    return new Located.InRepository(file.map(Entry::path).orElse(Paths.join(chart, name)));
  }

  private List<Located> matching(String pattern) throws RenderFailure {
    int fixed = 0;
    for (int i = 0; i < pattern.length() && "*?[{".indexOf(pattern.charAt(i)) < 0; i++) {
      fixed = pattern.charAt(i) == '/' ? i + 1 : fixed;
    }
    String base = pattern.substring(0, fixed);
    var glob = Glob.ofPaths(pattern.substring(fixed));
    var directory = reads.look(chart, base.isEmpty() ? "." : base, () -> outside(pattern));
    var files = new ArrayList<Located>();
    if (glob.isPresent() && directory.filter(Entry::isDirectory).isPresent()) {
      boolean deep = pattern.indexOf('/', fixed) >= 0 || pattern.contains("**");
      walk(directory.get().path(), "", deep, glob.get(), files);
    }
    return files;
  }

  private void walk(String root, String below, boolean deep, Glob glob, List<Located> files)
      throws RenderFailure {
    var here = reads.tree().list(Paths.join(root, below));
    for (var entry : here) {
      if (!entry.isDirectory() && glob.matches(Paths.join(below, entry.name()))) {
        var file = reads.look("", entry.path(), () -> outside(entry.path()));
        file.filter(Entry::isFile)
            .ifPresent(found -> files.add(new Located.InRepository(found.path())));
      }
    }
    for (var entry : here) {
      if (deep && entry.isDirectory()) {
        walk(root, Paths.join(below, entry.name()), true, glob, files);
      }
    }
  }

  private static RenderFailure outside(String name) {
    return failure(
        "error resolving value file path: file '%s' resolved to outside repository root"
            .formatted(name));
  }

  private static RenderFailure failure(String why) {
    return RenderFailure.lasting(Phase.PARAMETERS, "error resolving helm value files: " + why);
  }

  /// The paths of these that lie in the repository.
  static Set<String> paths(List<Located> located) {
    var paths = new LinkedHashSet<String>();
    for (var one : located) {
      if (one instanceof Located.InRepository(var path)) {
        paths.add(path);
      }
    }
    return paths;
  }
}
