package io.tiphys.apiserver.project;

import io.tiphys.apiserver.operation.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What may stand in a project's role: lines of policy about the project's own objects, and the
/// names of role and groups
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-roles).
final class PolicyLine {

  private static final Pattern ROLE = Pattern.compile("[a-zA-Z0-9]([-_a-zA-Z0-9]*[a-zA-Z0-9])?");
  private static final Set<String> RESOURCES =
      Set.of("applications", "applicationsets", "repositories", "exec", "logs", "clusters");
  private static final Set<String> ACTIONS =
      Set.of("get", "create", "update", "delete", "sync", "rollback", "override", "*");
  private static final List<String> ACTIONS_WITH_MORE = List.of("action/", "update/", "delete/");
  private static final int LONGEST = 2_048;

  private PolicyLine() {}

  static String normalized(String policy) {
    String[] parts = policy.split(",", -1);
    for (int i = 1; i < parts.length; i++) {
      parts[i] = trimmed(parts[i]);
    }
    return String.join(", ", parts);
  }

  /// @throws Refusal when the line is none for this role
  static void check(String project, String role, String policy) {
    if (policy.length() > LONGEST || policy.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.invalid(
          "policy syntax error: a line of role '%s' is longer than %d characters or has control characters"
              .formatted(role, LONGEST));
    }
    List<String> parts = Arrays.stream(policy.split(",", -1)).map(PolicyLine::trimmed).toList();
    if (parts.size() != 6 || !parts.getFirst().equals("p")) {
      throw invalid(policy, "must be of the form: 'p, sub, res, act, obj, eft'");
    }
    String subject = "proj:" + project + ":" + role;
    if (!parts.get(1).equals(subject)) {
      throw invalid(
          policy, "policy subject must be: '%s', not '%s'".formatted(subject, parts.get(1)));
    }
    String resource = parts.get(2);
    if (!RESOURCES.contains(resource)) {
      throw invalid(
          policy,
          "project resource must be: 'applications', 'applicationsets', 'repositories', 'exec', 'logs' or 'clusters', not '%s'"
              .formatted(resource));
    }
    if (!isAction(parts.get(3))) {
      throw invalid(policy, "invalid action '%s'".formatted(parts.get(3)));
    }
    if (!isObject(project, resource, parts.get(4))) {
      throw invalid(
          policy,
          "object must be of form '%s/*', '%s[/<NAMESPACE>]/<APPNAME>' or '%s/<APPNAME>', not '%s'"
              .formatted(project, project, project, parts.get(4)));
    }
    if (!parts.get(5).equals("allow") && !parts.get(5).equals("deny")) {
      throw invalid(policy, "effect must be: 'allow' or 'deny'");
    }
  }

  private static Refusal invalid(String policy, String why) {
    return Refusal.invalid("invalid policy rule '%s': %s".formatted(policy, why));
  }

  private static boolean isAction(String action) {
    return ACTIONS.contains(action) || ACTIONS_WITH_MORE.stream().anyMatch(action::startsWith);
  }

  /// Repositories and clusters are named by their URLs.
  private static boolean isObject(String project, String resource, String object) {
    if (!object.startsWith(project + "/")) {
      return false;
    }
    String below = object.substring(project.length() + 1);
    boolean isUrl = resource.equals("repositories") || resource.equals("clusters");
    if (isUrl) {
      return !below.isEmpty() && below.indexOf(' ') < 0;
    }
    String[] names = below.split("/", -1);
    return names.length <= 2 && Arrays.stream(names).allMatch(PolicyLine::isName);
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c ->
                c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || "*_-.".indexOf(c) >= 0);
  }

  static void checkRoleName(String name) {
    if (!ROLE.matcher(name).matches()) {
      throw Refusal.invalid(
          "invalid role name '%s'. Must consist of alphanumeric characters, '-' or '_', and must start and end with an alphanumeric character"
              .formatted(name));
    }
  }

  static void checkGroupName(String group) {
    String name = group.strip();
    if (name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")) {
      name = name.substring(1, name.length() - 1);
    } else if (name.contains(",")) {
      throw Refusal.invalid("group '%s' must be quoted if it contains a comma".formatted(group));
    }
    if (name.isEmpty()) {
      throw Refusal.invalid("group '%s' is empty".formatted(group));
    }
    if (name.chars().anyMatch(c -> c == '"' || Character.isISOControl(c))) {
      throw Refusal.invalid("group '%s' contains invalid characters".formatted(group));
    }
  }

  /// As Go's `strings.Trim(text, " ")`.
  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) == ' ') {
      from++;
    }
    while (from < to && text.charAt(to - 1) == ' ') {
      to--;
    }
    return text.substring(from, to);
  }
}
