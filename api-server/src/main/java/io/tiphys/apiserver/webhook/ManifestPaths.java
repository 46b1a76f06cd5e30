package io.tiphys.apiserver.webhook;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The paths that an Application's manifests are made of, as its annotation says: `;` between them,
/// relative to its sources or from the repository's root, with `*`, `?` and `[...]` if wanted
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/).
final class ManifestPaths {

  static final String ANNOTATION = "argocd.argoproj.io/manifest-generate-paths";

  private final List<Path> paths;

  private ManifestPaths(List<Path> paths) {
    this.paths = paths;
  }

  /// @param annotation its text; empty when everything matters
  /// @param sourcePaths what relative paths are relative to
  static ManifestPaths of(String annotation, List<String> sourcePaths) {
    var paths = new ArrayList<Path>();
    for (String item : annotation.split(";")) {
      if (item.startsWith("/")) {
        paths.add(Path.of(item));
      } else if (!item.isEmpty()) {
        sourcePaths.forEach(source -> paths.add(Path.of(source + "/" + item)));
      }
    }
    return new ManifestPaths(paths);
  }

  /// Whether one of the files matters; true when it is not known which files there are.
  boolean touches(List<String> files) {
    return paths.isEmpty()
        || files.isEmpty()
        || files.stream().map(ManifestPaths::clean).anyMatch(this::covers);
  }

  private boolean covers(String file) {
    return paths.stream().anyMatch(path -> path.covers(file));
  }

  /// @param text without `.`, `..` and a slash in front; empty for the root
  /// @param glob null when there is none in it
  private record Path(String text, @Nullable Pattern glob) {

    static Path of(String path) {
      String text = clean(path);
      return new Path(text, compiled(text));
    }

    boolean covers(String file) {
      return text.isEmpty()
          || file.equals(text)
          || file.startsWith(text + "/")
          || (glob != null && glob.matches(file));
    }
  }

  private static String clean(String path) {
    var kept = new ArrayList<String>();
    for (String segment : path.split("/")) {
      if (segment.equals("..")) {
        if (!kept.isEmpty()) {
          kept.removeLast();
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.add(segment);
      }
    }
    return String.join("/", kept);
  }

  /// As Go's `filepath.Match` reads it: nothing in it goes across a slash.
  private static @Nullable Pattern compiled(String path) {
    if (path.indexOf('*') < 0 && path.indexOf('?') < 0 && path.indexOf('[') < 0) {
      return null;
    }
    var regex = new StringBuilder();
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int end = c == '[' ? path.indexOf(']', i + 1) : -1;
      if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (end > 0) {
        regex.append(path, i, end + 1);
        i = end;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return Pattern.compile(regex.toString());
    } catch (PatternSyntaxException e) {
      return null; // matches nothing but itself
    }
  }
}
