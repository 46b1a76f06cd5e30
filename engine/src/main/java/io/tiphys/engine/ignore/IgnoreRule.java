package io.tiphys.engine.ignore;

import io.tiphys.model.application.ResourceIgnoreDifferences;
import java.util.List;

/// Fields of some objects.
///
/// @param group a glob of API groups; empty for the core group
/// @param kind a glob of kinds
/// @param name empty for all
/// @param namespace empty for all
/// @param jsonPointers RFC 6901
/// @param jqPathExpressions jq, pointing at fields
/// @param managers field managers, whose fields are meant
public record IgnoreRule(
    String group,
    String kind,
    String name,
    String namespace,
    List<String> jsonPointers,
    List<String> jqPathExpressions,
    List<String> managers) {

  public IgnoreRule {
    jsonPointers = List.copyOf(jsonPointers);
    jqPathExpressions = List.copyOf(jqPathExpressions);
    managers = List.copyOf(managers);
  }

  /// As an Application says it.
  public static IgnoreRule of(ResourceIgnoreDifferences one) {
    return new IgnoreRule(
        one.group(),
        one.kind(),
        one.name(),
        one.namespace(),
        one.jsonPointers(),
        one.jqPathExpressions(),
        one.managedFieldsManagers());
  }

  /// A rule for all objects of some kinds.
  ///
  /// @param groupKind `apps/Deployment`, `Pod`, `*/*`
  public static IgnoreRule of(
      String groupKind,
      List<String> jsonPointers,
      List<String> jqPathExpressions,
      List<String> managers) {
    int slash = groupKind.indexOf('/');
    return new IgnoreRule(
        slash < 0 ? "" : groupKind.substring(0, slash),
        groupKind.substring(slash + 1),
        "",
        "",
        jsonPointers,
        jqPathExpressions,
        managers);
  }

  /// As messages name it.
  public String groupKind() {
    return group.isEmpty() ? kind : group + "/" + kind;
  }
}
