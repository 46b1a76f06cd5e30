package io.tiphys.engine.jq;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.tiphys.engine.regex.Regex;
import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What functions do to texts.
final class Texts {

  private static final int LONGEST_PATTERN = 2_048;

  /// What is done for one character grows with the pattern; about so much of it is one step.
  private static final int THREADS_A_STEP = 64;

  private Texts() {}

  static List<@Nullable Object> split(String text, String separator, Budget budget) {
    budget.grow(text.length() + 1L);
    var parts = new ArrayList<@Nullable Object>();
    if (text.isEmpty()) {
      return parts;
    }
    if (separator.isEmpty()) {
      text.codePoints().forEach(c -> parts.add(Character.toString(c)));
      return Collections.unmodifiableList(parts);
    }
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return Collections.unmodifiableList(parts);
  }

  /// A matcher that counts the characters it looks at. Patterns are those of Go, as gojq has them:
  /// none looks ahead or refers back.
  ///
  /// @param flags `g` means nothing here; `i`, `x`, `s`, `n` as jq has them
  static Matcher matcher(
      String text, @Nullable Object pattern, @Nullable Object flags, Budget budget) {
    if (!(pattern instanceof String regex) || !(flags == null || flags instanceof String)) {
      throw new JqError(JqError.kind(pattern) + " cannot be matched, as it is not a string");
    }
    if (regex.length() > LONGEST_PATTERN) {
      throw new ExceededException("a regular expression is too long");
    }
    String read = regex;
    var options = new StringBuilder();
    for (char flag : flags == null ? new char[0] : flags.toString().toCharArray()) {
      switch (flag) {
        case 'i', 's' -> options.append("(?").append(flag).append(')');
        case 'x' -> read = withoutComments(regex);
        case 'g', 'n', 'l', 'p' -> {}
        default -> throw new JqError(flags + " is not a valid modifier string");
      }
    }
    try {
      Pattern compiled = Regex.compile(options + read);
      budget.steps(compiled.programSize());
      return compiled.matcher(budget.counted(text, 1 + compiled.programSize() / THREADS_A_STEP));
    } catch (IllegalArgumentException e) {
      throw new JqError(regex + " (at offset 0) is not a valid regex: " + e.getMessage());
    }
  }

  /// A pattern as it is meant when blanks and what stands after `#` do not count.
  private static String withoutComments(String regex) {
    var read = new StringBuilder();
    boolean isSet = false;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '\\' && i + 1 < regex.length()) {
        read.append(c).append(regex.charAt(++i));
        continue;
      }
      isSet = isSet ? c != ']' : c == '[';
      if (isSet || !(Character.isWhitespace(c) || c == '#')) {
        read.append(c);
      } else if (c == '#') {
        int end = regex.indexOf('\n', i);
        i = end < 0 ? regex.length() : end;
      }
    }
    return read.toString();
  }

  /// What `match` says of each place that fits.
  static List<Map<String, @Nullable Object>> matches(
      String text, @Nullable Object pattern, @Nullable Object flags, boolean all, Budget budget) {
    var matcher = matcher(text, pattern, flags, budget);
    var names = new LinkedHashMap<Integer, String>();
    matcher.pattern().namedGroups().forEach((name, number) -> names.put(number, name));
    var found = new ArrayList<Map<String, @Nullable Object>>();
    while (matcher.find()) {
      budget.grow(4L + matcher.groupCount());
      var match = capture(text, matcher, 0);
      var captures = new ArrayList<@Nullable Object>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        var capture = capture(text, matcher, i);
        capture.put("name", names.get(i));
        captures.add(capture);
      }
      match.put("captures", captures);
      found.add(match);
      if (!all) {
        break;
      }
    }
    return found;
  }

  private static Map<String, @Nullable Object> capture(String text, Matcher matcher, int group) {
    var capture = new LinkedHashMap<String, @Nullable Object>();
    int from = matcher.start(group);
    capture.put("offset", from < 0 ? -1L : (long) text.codePointCount(0, from));
    capture.put("length", from < 0 ? 0L : (long) text.codePointCount(from, matcher.end(group)));
    capture.put("string", from < 0 ? null : text.substring(from, matcher.end(group)));
    return capture;
  }

  static String format(String name, @Nullable Object value, Budget budget) {
    String text = value instanceof String given ? given : JsonTree.writeString(value);
    budget.grow(text.length());
    return switch (name) {
      case "@json" -> JsonTree.writeString(value);
      case "@base64" -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
      case "@base64d" -> {
        try {
          var bytes = Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
          yield new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
          throw new JqError("string is not valid base64 data");
        }
      }
      default -> text;
    };
  }

  static String trimmed(String text, boolean start, boolean end) {
    return start && end ? text.strip() : start ? text.stripLeading() : text.stripTrailing();
  }
}
