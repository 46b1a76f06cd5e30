package io.tiphys.kube.cache;

/// `*` stands for any text, `?` for one character, as in Argo CD's lists of API groups and
/// clusters.
final class Glob {

  private Glob() {}

  /// In time of pattern length times text length at most.
  static boolean matches(String pattern, String text) {
    int p = 0;
    int star = -1;
    int retry = 0;
    for (int t = 0; t < text.length(); ) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        retry = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++retry;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
