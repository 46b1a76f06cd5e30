package io.tiphys.model.manifest;

/// A text is no YAML that Kubernetes would take, or is larger than allowed.
public final class InvalidYamlException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String file;
  private final int line;
  private final int column;
  private final String problem;

  InvalidYamlException(String file, int line, int column, String problem) {
    super((file.isEmpty() ? "yaml" : file) + place(line, column) + ": " + problem);
    this.file = file;
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  private static String place(int line, int column) {
    return line == 0 ? "" : ":" + line + ":" + column;
  }

  /// The file as the caller named it; empty when it did not.
  public String file() {
    return file;
  }

  /// From 1; 0 when the whole text is meant.
  public int line() {
    return line;
  }

  /// From 1; 0 when the whole text is meant.
  public int column() {
    return column;
  }

  /// What is wrong, without the place.
  public String problem() {
    return problem;
  }
}
