package io.tiphys.apiserver.rbac;

/// One line of a policy with the place that it stands at.
public sealed interface PolicyLine {

  /// Where it stands.
  ///
  /// @param origin the text, such as `policy.csv`
  /// @param line from 1 on; 0 for lines that nobody wrote
  /// @param text as written, without spaces around it
  record Place(String origin, int line, String text) {
    @Override
    public String toString() {
      return line == 0 ? origin + ": " + text : origin + " line " + line + ": " + text;
    }
  }

  Place place();

  /// `p, subject, resource, action, object, effect`
  record Rule(
      Place place, String subject, String resource, String action, String object, Effect effect)
      implements PolicyLine {}

  /// `g, member, role`
  record Grouping(Place place, String member, String role) implements PolicyLine {}
}
