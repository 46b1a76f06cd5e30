package io.tiphys.engine.ignore;

/// `*` and `?` in names of groups and kinds; matched in time that grows with glob times text.
final class KindGlob {

  private KindGlob() {}

  static boolean matches(String glob, String text) {
    int star = -1;
    int mark = 0;
    int g = 0;
    int t = 0;
    while (t < text.length()) {
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        mark = t;
      } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t))) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
