package io.tiphys.apiserver.webhook;

/// A ref that has moved.
///
/// @param name without `refs/heads/` or `refs/tags/`: branches and tags of one name are not told
///   apart
/// @param touchesHead whether it is, or may be, the repository's default branch
record PushedRef(String name, boolean touchesHead) {

  /// A ref's name without its first two segments, a name itself as it is.
  static String shortName(String ref) {
    int first = ref.indexOf('/');
    int second = first < 0 ? -1 : ref.indexOf('/', first + 1);
    return ref.substring((second < 0 ? first : second) + 1);
  }
}
