package io.tiphys.e2e.behaviour;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// That a test shows a row of `docs/behaviours.md`.
///
/// @param row id of the row
/// @param test `SomeIT` or `SomeIT.whatItDoes`
record Showing(String row, String test) {

  private static final Pattern ANNOTATED =
      Pattern.compile(
          "@Behaviour\\(\\{?([^)}]*)}?\\)" // the ids
              + "(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*" // other annotations
              + "(?:(?:final |public |abstract )*class (\\w+)|[\\w<>]+ (\\w+)\\()");

  private static final Pattern ID = Pattern.compile("\"([^\"]*)\"");

  /// Of all tests of all modules, in the order of the files' names.
  ///
  /// @param checkout its top
  static List<Showing> all(Path checkout) throws IOException {
    var all = new ArrayList<Showing>();
    for (Path tests : testsOfModules(checkout)) {
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".java")).sorted().toList()) {
          all.addAll(
              in(file.getFileName().toString().replace(".java", ""), Files.readString(file)));
        }
      }
    }
    return all;
  }

  private static List<Path> testsOfModules(Path checkout) throws IOException {
    try (Stream<Path> modules = Files.list(checkout)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    }
  }

  /// @param name of the class
  static List<Showing> in(String name, String source) {
    return ANNOTATED
        .matcher(source)
        .results()
        .flatMap(found -> {
          Matcher ids = ID.matcher(found.group(1));
          String test = found.group(2) == null ? name + "." + found.group(3) : name;
          return ids.results().map(id -> new Showing(id.group(1), test));
        })
        .toList();
  }
}
