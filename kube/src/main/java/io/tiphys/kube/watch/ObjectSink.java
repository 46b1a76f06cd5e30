package io.tiphys.kube.watch;

import io.tiphys.kube.access.Answer;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Set;

/// Is told what a [ListWatch] sees, by one thread, in order.
public interface ObjectSink {

  /// An object of a list, or one that was added or changed since. May tell the same state twice.
  ///
  /// @param isListed it is part of a list, and so true whatever was known before
  void put(RawObject object, boolean isListed);

  /// An object was deleted.
  ///
  /// @param last its last state
  void gone(RawObject last);

  /// A list is complete: what is not in it does not exist any more.
  ///
  /// @param keys all objects of the list
  /// @param resourceVersion the moment that it shows
  void listed(Set<ResourceKey> keys, String resourceVersion);

  /// All changes up to this version were told.
  default void reached(String resourceVersion) {}

  /// The server refuses to list or to watch; it is asked again, less and less often.
  default void failing(Answer.Refused why) {}

  /// Neither list nor watch work, and never will: the kind is gone, or cannot be listed.
  default void unservable(Answer.Refused why) {}
}
