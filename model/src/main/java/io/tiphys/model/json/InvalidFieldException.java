package io.tiphys.model.json;

/// A member of a JSON object has a type or form that its record cannot take.
public final class InvalidFieldException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final String problem;

  InvalidFieldException(String path, String problem) {
    super(path.isEmpty() ? problem : path + ": " + problem);
    this.path = path;
    this.problem = problem;
  }

  /// Where, from the outermost object, such as `spec.source.helm.parameters[0].value`; empty when
  /// the whole value is wrong.
  public String path() {
    return path;
  }

  /// What is wrong, such as `expected string, got number`. Never the value.
  public String problem() {
    return problem;
  }

  /// The same problem, seen from the object that has this member or item.
  InvalidFieldException within(String step) {
    String joined = path.isEmpty() || path.startsWith("[") ? step + path : step + "." + path;
    return new InvalidFieldException(joined, problem);
  }
}
