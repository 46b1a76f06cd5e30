package io.tiphys.apiserver.webhook;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tiphys.exchange.repo.RefreshPaths;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which files an Application's manifests are made of ([RefreshPaths]).
final class ManifestPaths {

  private final List<Path> paths;

  private ManifestPaths(List<Path> paths) {
    this.paths = paths;
  }

  /// @param annotation its text; empty when everything matters
  /// @param sourcePaths what relative paths are relative to
  static ManifestPaths of(String annotation, List<String> sourcePaths) {
    return new ManifestPaths(
        RefreshPaths.of(annotation, sourcePaths).stream().map(Path::of).toList());
  }

  /// Whether one of the files matters; true when it is not known which files there are.
  boolean touches(List<String> files) {
    return paths.isEmpty()
        || files.isEmpty()
        || files.stream().map(RefreshPaths::clean).anyMatch(this::covers);
  }

  private boolean covers(String file) {
    return paths.stream().anyMatch(path -> path.covers(file));
  }

  /// @param text from the repository's root; empty for the root itself
  /// @param glob null when there is none in it
  private record Path(String text, @Nullable Pattern glob) {

    static Path of(String path) {
      return new Path(path, compiled(path));
    }

    boolean covers(String file) {
      return text.isEmpty()
          || file.equals(text)
          || file.startsWith(text + "/")
          || (glob != null && glob.matches(file));
    }
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
