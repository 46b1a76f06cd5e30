package io.tiphys.apiserver.rbac;

import java.util.ArrayList;
import java.util.List;

/// One line of comma-separated values as Go's `encoding/csv` reads it with `TrimLeadingSpace`:
/// spaces after a comma do not count, spaces before one do; a field in quotes may hold commas, and
/// two quotes in it are one.
final class CsvLine {

  private final String line;
  private int at;

  private CsvLine(String line) {
    this.line = line;
  }

  /// @throws IllegalArgumentException when a quote stands where none may
  static List<String> fields(String line) {
    var reader = new CsvLine(line);
    var fields = new ArrayList<String>(6);
    do {
      fields.add(reader.field());
    } while (reader.takeComma());
    return fields;
  }

  private boolean takeComma() {
    if (at < line.length()) {
      at++; // a field ends at a comma or at the end
      return true;
    }
    return false;
  }

  private String field() {
    while (at < line.length() && isSpace(line.charAt(at))) {
      at++;
    }
    return at < line.length() && line.charAt(at) == '"' ? quoted() : plain();
  }

  private String plain() {
    int comma = line.indexOf(',', at);
    int end = comma < 0 ? line.length() : comma;
    String field = line.substring(at, end);
    if (field.indexOf('"') >= 0) {
      throw new IllegalArgumentException("bare \" in non-quoted field");
    }
    at = end;
    return field;
  }

  private String quoted() {
    var field = new StringBuilder();
    at++;
    while (true) {
      int quote = line.indexOf('"', at);
      if (quote < 0) {
        throw new IllegalArgumentException("extraneous or missing \" in quoted-field");
      }
      field.append(line, at, quote);
      at = quote + 1;
      if (at >= line.length() || line.charAt(at) == ',') {
        return field.toString();
      }
      if (line.charAt(at) != '"') {
        throw new IllegalArgumentException("extraneous or missing \" in quoted-field");
      }
      field.append('"');
      at++;
    }
  }

  /// As Go's `unicode.IsSpace`.
  static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r') || c == ' ' || c == '\u0085' || Character.isSpaceChar(c);
  }
}
