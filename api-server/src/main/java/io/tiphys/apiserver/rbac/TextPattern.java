package io.tiphys.apiserver.rbac;

import com.google.re2j.Pattern;
import java.util.List;

/// A compiled glob or regular expression. Matching takes time in proportion to the text at most
/// times the pattern, whatever both are.
sealed interface TextPattern {

  boolean matches(String text);

  /// `*`
  record Every() implements TextPattern {
    @Override
    public boolean matches(String text) {
      return true;
    }
  }

  /// A pattern that no text matches.
  record Never() implements TextPattern {
    @Override
    public boolean matches(String text) {
      return false;
    }
  }

  /// Without anything special in it.
  record Exact(String wanted) implements TextPattern {
    @Override
    public boolean matches(String text) {
      return wanted.equals(text);
    }
  }

  /// Texts with any texts between them.
  ///
  /// @param middle in this order, somewhere between the two
  record Stars(String prefix, List<String> middle, String suffix) implements TextPattern {
    @Override
    public boolean matches(String text) {
      int end = text.length() - suffix.length();
      if (end < prefix.length() || !text.startsWith(prefix) || !text.endsWith(suffix)) {
        return false;
      }
      int at = prefix.length();
      for (int i = 0; i < middle.size(); i++) { // no iterator: this runs for every rule
        String part = middle.get(i);
        int found = text.indexOf(part, at);
        if (found < 0) {
          return false;
        }
        at = found + part.length();
      }
      return at <= end;
    }
  }

  /// All else.
  ///
  /// @param pattern found anywhere in the text, so it says itself where it begins and ends
  record Found(Pattern pattern) implements TextPattern {
    @Override
    public boolean matches(String text) {
      return pattern.matcher(text).find();
    }
  }
}
