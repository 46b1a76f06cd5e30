package io.tiphys.kube.cache;

import io.tiphys.kube.watch.ObjectHeader;

/// Says of which objects a cache keeps everything. Asked for each object that arrives: must be
/// quick.
public interface Retention {

  /// @return the Application that manages the object; empty for none. The object is kept whole then
  String appInstance(ObjectHeader object);

  /// Whether an object that nobody manages is to be kept whole, too.
  default boolean keepsWhole(ObjectHeader object) {
    return false;
  }
}
