package io.tiphys.kube.watch;

import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Selection;

/// What is followed: the objects of one kind, of one or all namespaces.
///
/// @param path of the collection
/// @param kind of its objects
/// @param selection which of them
public record WatchTarget(ResourcePath path, String kind, Selection selection) {

  public WatchTarget(ResourcePath path, String kind) {
    this(path, kind, Selection.ALL);
  }

  String apiVersion() {
    return path.group().isEmpty() ? path.version() : path.group() + "/" + path.version();
  }
}
