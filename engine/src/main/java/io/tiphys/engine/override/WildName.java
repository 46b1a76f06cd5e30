package io.tiphys.engine.override;

import java.util.List;

/// A text in which `*` stands for any text.
public record WildName(List<String> parts) {

  public WildName {
    parts = List.copyOf(parts);
  }

  public static WildName of(String text) {
    return new WildName(List.of(text.split("\\*", -1)));
  }

  public static boolean anyFits(List<WildName> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> pattern.fits(text));
  }

  public boolean isExact() {
    return parts.size() == 1;
  }

  public boolean fits(String text) {
    String first = parts.getFirst();
    String last = parts.getLast();
    if (isExact()) {
      return text.equals(first);
    }
    if (text.length() < first.length() + last.length()
        || !text.startsWith(first)
        || !text.endsWith(last)) {
      return false;
    }
    int from = first.length();
    int end = text.length() - last.length();
    for (String part : parts.subList(1, parts.size() - 1)) {
      int found = text.indexOf(part, from);
      if (found < 0 || found + part.length() > end) {
        return false;
      }
      from = found + part.length();
    }
    return true;
  }

  @Override
  public String toString() {
    return String.join("*", parts);
  }
}
