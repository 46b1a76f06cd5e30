package io.tiphys.apiserver.logs;

import java.util.Locale;

/// Which lines are wanted: those that contain a text, or with `!` in front those that do not.
///
/// @param text empty for all lines
record LogFilter(String text, boolean isInverse, boolean isCaseMatched) {

  /// @param filter as it is asked for
  static LogFilter of(String filter, boolean isCaseMatched) {
    boolean isInverse = filter.startsWith("!");
    String text = isInverse ? filter.substring(1) : filter;
    return new LogFilter(
        isCaseMatched ? text : text.toLowerCase(Locale.ROOT), isInverse, isCaseMatched);
  }

  boolean wants(String content) {
    if (text.isEmpty() && !isInverse) {
      return true;
    }
    String compared = isCaseMatched ? content : content.toLowerCase(Locale.ROOT);
    return compared.contains(text) != isInverse;
  }
}
