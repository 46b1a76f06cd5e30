package io.tiphys.standalone;

import picocli.CommandLine.Option;

/// `-o`: how a question to `tiphys explain` is answered.
final class OutputFormat {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json (default ${DEFAULT-VALUE}).")
  String output = "text";

  /// @throws IllegalArgumentException when it is neither `text` nor `json`
  boolean isJson() {
    return switch (output) {
      case "json" -> true;
      case "text" -> false;
      default -> throw new IllegalArgumentException("-o " + output + ": it is text or json");
    };
  }
}
