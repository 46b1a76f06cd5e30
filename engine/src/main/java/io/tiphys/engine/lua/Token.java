package io.tiphys.engine.lua;

/// A word of the text.
///
/// @param text of a name, a string or a symbol; of a number as it is written
record Token(Kind kind, String text, double number, int line) {

  enum Kind {
    NAME,
    STRING,
    NUMBER,
    /// Keywords and punctuation.
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /// As errors show it.
  String shown() {
    return kind == Kind.END ? "<eof>" : text;
  }
}
