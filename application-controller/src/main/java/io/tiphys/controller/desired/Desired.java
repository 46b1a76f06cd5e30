package io.tiphys.controller.desired;

import java.util.ArrayList;
import java.util.List;

/// The manifests of an Application's sources.
///
/// @param sources one for each source, in the order of the spec
public record Desired(List<Rendered> sources) {

  /// One source.
  ///
  /// @param revision the commit that its target revision resolved to
  /// @param sourceType `Directory`, `Helm`, `Kustomize`, `Plugin`
  /// @param manifests one JSON object each
  public record Rendered(String revision, String sourceType, List<String> manifests) {
    public Rendered {
      manifests = List.copyOf(manifests);
    }
  }

  public Desired {
    sources = List.copyOf(sources);
  }

  public List<String> revisions() {
    return sources.stream().map(Rendered::revision).toList();
  }

  /// The same manifests, at revisions that change nothing of them.
  ///
  /// @param revisions one a source
  public Desired at(List<String> revisions) {
    var moved = new ArrayList<Rendered>();
    for (int i = 0; i < sources.size(); i++) {
      Rendered one = sources.get(i);
      moved.add(new Rendered(revisions.get(i), one.sourceType(), one.manifests()));
    }
    return new Desired(moved);
  }

  public List<String> sourceTypes() {
    return sources.stream().map(Rendered::sourceType).toList();
  }
}
