package io.tiphys.kube.watch;

import io.tiphys.model.manifest.ResourceKey;
import org.jspecify.annotations.Nullable;

/// Is told what happens to the objects of a [ResourceWatch], by one thread, in order. May take its
/// time; what it throws is logged, and the watch goes on.
public interface WatchListener {

  /// One state of one object.
  ///
  /// @param json the whole object, with `managedFields` if they were asked for; nobody else's
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Seen(ResourceKey key, String resourceVersion, byte[] json) {}

  /// An object is there, or has changed: never twice with the same resourceVersion.
  ///
  /// @param isInitial it was there when the watch began
  void changed(Seen object, boolean isInitial);

  /// An object is not there any more.
  ///
  /// @param last its last state as far as the server told it; null when it was deleted while we
  ///   were not connected
  void gone(ResourceKey key, byte @Nullable [] last);

  /// All objects that were there when the watch began have been told. Once.
  default void synced() {}

  /// The server refuses, with the reason in words; the watch goes on trying.
  default void failing(String why) {}
}
