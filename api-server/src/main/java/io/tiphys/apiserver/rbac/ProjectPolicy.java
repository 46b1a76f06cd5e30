package io.tiphys.apiserver.rbac;

import io.tiphys.apiserver.rbac.PolicyLine.Grouping;
import io.tiphys.apiserver.rbac.PolicyLine.Place;
import io.tiphys.apiserver.rbac.PolicyLine.Rule;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.ProjectRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A policy with the roles of one project added, for requests on that project's objects
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-roles).
///
/// A project's lines speak of its own roles only; those with another subject do nothing. A role may
/// always read its project. When a line cannot be used, none of the project's are.
final class ProjectPolicy {

  private static final Logger log = LoggerFactory.getLogger(ProjectPolicy.class);
  private static final int MOST_KEPT = 1000;

  private final Policy base;
  private final AppProject project;
  private final Map<String, List<CompiledRule>> rules;
  private final Map<String, List<Grouping>> groupings;
  private final RoleGraph graph;
  private final Map<String, SubjectRules> subjects = new ConcurrentHashMap<>();

  private ProjectPolicy(
      Policy base,
      AppProject project,
      Map<String, List<CompiledRule>> rules,
      Map<String, List<Grouping>> groupings) {
    this.base = base;
    this.project = project;
    this.rules = rules;
    this.groupings = groupings;
    this.graph = groupings.isEmpty() ? base.graph() : base.graph().with(groupings);
  }

  static ProjectPolicy compile(Policy base, AppProject project) {
    String name = project.metadata().name();
    var problems = new ArrayList<PolicyProblem>();
    var lines = new ArrayList<Rule>();
    var groupings = new HashMap<String, List<Grouping>>();
    for (ProjectRole role : project.spec().roles()) {
      String subject = "proj:" + name + ":" + role.name();
      var place = new Place("project " + name, 0, "role " + role.name());
      lines.add(new Rule(place, subject, "projects", "get", name, Effect.ALLOW));
      String origin = "project " + name + ", role " + role.name();
      var text = PolicyText.parse(origin, String.join("\n", role.policies()));
      problems.addAll(text.problems());
      text.rules().stream().filter(it -> it.subject().equals(subject)).forEach(lines::add);
      for (String group : role.groups()) {
        groupings
            .computeIfAbsent(group, it -> new ArrayList<>())
            .add(new Grouping(new Place(origin, 0, "group " + group), group, subject));
      }
    }
    var compiled =
        new RuleCompiler(base.settings().mode(), problems::add, hint -> {}).compile(lines);
    if (!problems.isEmpty()) {
      log.warn("the roles of project {} are not in force: {}", name, problems);
      return new ProjectPolicy(base, project, Map.of(), Map.of());
    }
    return new ProjectPolicy(base, project, compiled, groupings);
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same object
  boolean isOf(AppProject other) {
    return project == other;
  }

  String name() {
    return project.metadata().name();
  }

  RoleGraph graph() {
    return graph;
  }

  List<CompiledRule> rulesOf(String subject) {
    return rules.getOrDefault(subject, List.of());
  }

  /// What holds for a user, a group or a role.
  SubjectRules subject(String name) {
    var present = subjects.get(name);
    if (present != null) {
      return present;
    }
    var made = combine(name);
    if (subjects.size() >= MOST_KEPT) {
      subjects.clear();
    }
    subjects.put(name, made);
    return made;
  }

  private SubjectRules combine(String name) {
    var roles = graph.rolesOf(name).keySet();
    if (roles.stream().noneMatch(rules::containsKey)
        && roles.stream().noneMatch(groupings::containsKey)) {
      return base.subject(name);
    }
    var found = new ArrayList<CompiledRule>();
    for (String role : roles) {
      found.addAll(base.rulesOf(role));
      found.addAll(rulesOf(role));
    }
    return new SubjectRules(found);
  }
}
