package io.tiphys.apiserver.rbac;

/// Something in a policy that is not as it should be.
///
/// @param origin the text that it is in, such as `policy.csv`
/// @param line from 1 on; 0 for the whole
/// @param message for people
public record PolicyProblem(String origin, int line, String message) {

  @Override
  public String toString() {
    return line == 0 ? origin + ": " + message : origin + " line " + line + ": " + message;
  }
}
