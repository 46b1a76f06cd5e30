package io.tiphys.kube.cache;

import io.tiphys.kube.access.Answer;

/// An object that was asked for as a whole.
public sealed interface Fetched {

  /// There it is; [LiveObject#json] is not null.
  record Found(LiveObject object) implements Fetched {}

  /// The cluster has none of that name, or does not know the kind.
  record Absent() implements Fetched {}

  /// Nobody knows.
  record Failed(Answer why) implements Fetched {}
}
