package io.tiphys.apiserver.rbac;

import io.tiphys.apiserver.rbac.PolicyLine.Grouping;
import io.tiphys.apiserver.rbac.PolicyLine.Rule;
import io.tiphys.model.project.AppProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The built-in policy and the installation's own, compiled. Never changes; any number of threads.
public final class Policy {

  /// What compiling came to.
  public sealed interface Result {

    /// @param hints lines that do nothing
    record Good(Policy policy, List<PolicyProblem> hints) implements Result {
      public Good {
        hints = List.copyOf(hints);
      }
    }

    /// @param problems why none of it can be used
    record Bad(List<PolicyProblem> problems) implements Result {
      public Bad {
        problems = List.copyOf(problems);
      }
    }
  }

  /// What is kept of subjects and projects is thrown away when there is more.
  private static final int MOST_KEPT = 20_000;

  private final RbacSettings settings;
  private final Map<String, List<CompiledRule>> rules;
  private final RoleGraph graph;
  private final Map<String, SubjectRules> subjects = new ConcurrentHashMap<>();
  private final Map<String, ProjectPolicy> projects = new ConcurrentHashMap<>();

  private Policy(RbacSettings settings, Map<String, List<CompiledRule>> rules, RoleGraph graph) {
    this.settings = settings;
    this.rules = rules;
    this.graph = graph;
  }

  /// The policy of an installation that says nothing.
  public static Policy builtIn() {
    return switch (compile(RbacSettings.of(Map.of()))) {
      case Result.Good(var policy, var hints) -> policy;
      case Result.Bad(var problems) -> throw new IllegalStateException(problems.toString());
    };
  }

  public static Result compile(RbacSettings settings) {
    var texts = new ArrayList<PolicyText>();
    texts.add(BuiltInPolicy.text());
    settings.texts().forEach((origin, text) -> texts.add(PolicyText.parse(origin, text)));
    var rules = new ArrayList<Rule>();
    var groupings = new ArrayList<Grouping>();
    var problems = new ArrayList<PolicyProblem>();
    var hints = new ArrayList<PolicyProblem>();
    // The built-in lines are globs, and as regular expressions they would be none.
    var compiled =
        new RuleCompiler(MatchMode.GLOB, problems::add, hints::add)
            .compile(texts.getFirst().rules());
    for (PolicyText text : texts) {
      groupings.addAll(text.groupings());
      problems.addAll(text.problems());
    }
    texts.subList(1, texts.size()).forEach(text -> rules.addAll(text.rules()));
    var own = new RuleCompiler(settings.mode(), problems::add, hints::add).compile(rules);
    return problems.isEmpty()
        ? new Result.Good(
            new Policy(settings, joined(compiled, own), RoleGraph.of(groupings)), hints)
        : new Result.Bad(problems);
  }

  private static Map<String, List<CompiledRule>> joined(
      Map<String, List<CompiledRule>> first, Map<String, List<CompiledRule>> second) {
    var all = new java.util.HashMap<>(first);
    second.forEach((subject, rules) -> {
      var both = new ArrayList<>(all.getOrDefault(subject, List.of()));
      both.addAll(rules);
      all.put(subject, both);
    });
    return all;
  }

  /// The claims of a token whose values are groups.
  public List<String> scopes() {
    return settings.scopes();
  }

  RbacSettings settings() {
    return settings;
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
    var found = new ArrayList<CompiledRule>();
    graph.rolesOf(name).keySet().forEach(role -> found.addAll(rulesOf(role)));
    var made = found.isEmpty() ? SubjectRules.NONE : new SubjectRules(found);
    if (subjects.size() >= MOST_KEPT) {
      subjects.clear();
    }
    subjects.put(name, made);
    return made;
  }

  /// The same for requests on a project's objects.
  ProjectPolicy project(AppProject project) {
    String name = project.metadata().name();
    var present = projects.get(name);
    if (present != null && present.isOf(project)) {
      return present;
    }
    if (projects.size() >= MOST_KEPT) {
      projects.clear();
    }
    var made = ProjectPolicy.compile(this, project);
    projects.put(name, made);
    return made;
  }
}
