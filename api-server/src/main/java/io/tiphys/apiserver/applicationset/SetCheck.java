package io.tiphys.apiserver.applicationset;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.ApplicationSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What an ApplicationSet may not say that comes through the API.
final class SetCheck {

  private static final Set<String> GENERATORS =
      Set.of(
          "list",
          "clusters",
          "git",
          "scmProvider",
          "clusterDecisionResource",
          "pullRequest",
          "matrix",
          "merge",
          "plugin");

  private SetCheck() {}

  /// @return the projects that its Applications can be in
  /// @throws Refusal INVALID_ARGUMENT with what is wrong
  static Set<String> projects(ApplicationSet set) {
    Map<String, ?> spec = GoJson.toTree(set.getSpec());
    for (Object generator : JsonTree.listOrEmpty(spec.get("generators"))) {
      if (JsonTree.objectOrEmpty(generator).keySet().stream().noneMatch(GENERATORS::contains)) {
        throw invalid(
            "ApplicationSet %s contains unrecognized generators"
                .formatted(set.getMetadata().getName()));
      }
    }
    var projects = new TreeSet<String>();
    projects.add(StoredSet.project(set));
    templates(spec.get("generators"), projects);
    if (projects.stream().anyMatch(project -> project.contains("{{"))) {
      throw invalid(
          "the Argo CD API does not currently support creating ApplicationSets with templated"
              + " `project` fields");
    }
    return projects;
  }

  private static Refusal invalid(String why) {
    return Refusal.invalid("error validating ApplicationSets: " + why);
  }

  /// Each generator, also one in another, can have a template that overrides the set's.
  private static void templates(@Nullable Object tree, Set<String> projects) {
    switch (tree) {
      case Map<?, ?> map ->
          map.forEach((name, value) -> {
            if (name.equals("template")) {
              var spec = JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(value).get("spec"));
              if (spec.get("project") instanceof String project && !project.isEmpty()) {
                projects.add(project);
              }
            } else {
              templates(value, projects);
            }
          });
      case List<?> list -> list.forEach(item -> templates(item, projects));
      case null, default -> {}
    }
  }
}
