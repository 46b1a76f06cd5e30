package io.tiphys.engine.lua;

/// The classes of characters that patterns have, as C's `isalpha` and its kin in the locale "C".
final class CharClass {

  private CharClass() {}

  /// @param name such as `d`, or `D` for all others; any other character means itself
  static boolean has(char name, char c) {
    boolean is =
        switch (Character.toLowerCase(name)) {
          case 'a' -> isLetter(c);
          case 'c' -> c < 32 || c == 127;
          case 'd' -> isDigit(c);
          case 'l' -> c >= 'a' && c <= 'z';
          case 'p' -> c > 32 && c < 127 && !isLetter(c) && !isDigit(c);
          case 's' -> LuaValue.isSpace(c);
          case 'u' -> c >= 'A' && c <= 'Z';
          case 'w' -> isLetter(c) || isDigit(c);
          case 'x' -> isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
          case 'z' -> c == 0;
          default -> {
            yield name == c;
          }
        };
    boolean isClass = "acdlpsuwxz".indexOf(Character.toLowerCase(name)) >= 0;
    return isClass && name >= 'A' && name <= 'Z' ? !is : is;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
