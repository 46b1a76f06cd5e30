package io.tiphys.exchange.repo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/// The paths that an Application's manifests are made of, as its annotation says: `;` between them,
/// relative to its sources or from the repository's root, with `*`, `?` and `[...]` if wanted
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/).
public final class RefreshPaths {

  public static final String ANNOTATION = "argocd.argoproj.io/manifest-generate-paths";

  private RefreshPaths() {}

  /// @param annotation its text; empty when everything matters
  /// @param sourcePaths what relative paths are relative to
  /// @return from the repository's root, as [#clean] writes them; none when everything matters
  public static List<String> of(String annotation, List<String> sourcePaths) {
    var paths = new LinkedHashSet<String>();
    for (String item : annotation.split(";")) {
      if (item.startsWith("/")) {
        paths.add(clean(item));
      } else if (!item.isEmpty()) {
        sourcePaths.forEach(source -> paths.add(clean(source + "/" + item)));
      }
    }
    return List.copyOf(paths);
  }

  /// @return without `.`, `..` and a slash in front; empty for the root
  public static String clean(String path) {
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
}
