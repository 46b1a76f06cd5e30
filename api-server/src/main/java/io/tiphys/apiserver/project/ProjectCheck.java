package io.tiphys.apiserver.project;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.engine.project.SyncWindows;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.AppProjectSpec;
import io.tiphys.model.project.ApplicationDestinationServiceAccount;
import io.tiphys.model.project.ProjectRole;
import io.tiphys.model.project.SyncWindow;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Whether a project can be, before it is stored. Codes and texts are those of Argo CD, which
/// clients match.
final class ProjectCheck {

  private static final String DENIES_ALL = "!*";
  private static final String NOT_IN_SERVICE_ACCOUNTS = "!*[]{}\\/";

  private ProjectCheck() {}

  /// The project as it is stored: policies with one space behind each comma, windows with a time
  /// zone.
  static AppProject normalized(AppProject project) {
    var roles =
        project.spec().roles().stream()
            .map(role ->
                role.withPolicies(role.policies().stream().map(PolicyLine::normalized).toList()))
            .toList();
    var windows =
        project.spec().syncWindows().stream()
            .map(window ->
                SyncWindows.isZone(window.timeZone()) ? window : window.withTimeZone("UTC"))
            .toList();
    return project.withSpec(project.spec().withRoles(roles).withSyncWindows(windows));
  }

  /// @throws Refusal with the first thing that is wrong
  static void check(AppProject project) {
    AppProjectSpec spec = project.spec();
    destinations(spec);
    unique(spec.sourceNamespaces(), "source namespace '%s' already added");
    for (String repo : spec.sourceRepos()) {
      refuseIf(repo.equals(DENIES_ALL), "source repository has an invalid format, '" + repo + "'");
    }
    unique(spec.sourceRepos(), "source repository '%s' already added");
    roles(project);
    windows(spec);
    serviceAccounts(spec);
  }

  /// As [#check], with the words that some operations put in front.
  static void checkLoudly(AppProject project) {
    try {
      check(project);
    } catch (Refusal e) {
      throw new Refusal(
          e.code(),
          "error validating project: rpc error: code = %s desc = %s"
              .formatted(word(e.code()), e.text()));
    }
  }

  private static String word(Status.Code code) {
    var word = new StringBuilder();
    for (String part : code.name().split("_")) {
      word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
    }
    return word.toString();
  }

  private static void destinations(AppProjectSpec spec) {
    Set<String> known = new HashSet<>();
    for (ApplicationDestination one : spec.destinations()) {
      refuseIf(one.name().equals(DENIES_ALL), "name has an invalid format, '!*'");
      refuseIf(one.server().equals(DENIES_ALL), "server has an invalid format, '!*'");
      refuseIf(one.namespace().equals(DENIES_ALL), "namespace has an invalid format, '!*'");
      String cluster = one.server().isEmpty() ? one.name() : one.server();
      String key = cluster + "/" + one.namespace();
      refuseIf(!known.add(key), "destination '" + key + "' already added");
    }
  }

  private static void roles(AppProject project) {
    Set<String> names = new HashSet<>();
    for (ProjectRole role : project.spec().roles()) {
      existsIf(!names.add(role.name()), "role '" + role.name() + "' already exists");
      PolicyLine.checkRoleName(role.name());
      Set<String> policies = new HashSet<>();
      for (String policy : role.policies()) {
        existsIf(
            !policies.add(policy),
            "policy '%s' already exists for role '%s'".formatted(policy, role.name()));
        PolicyLine.check(project.metadata().name(), role.name(), policy);
      }
      Set<String> groups = new HashSet<>();
      for (String group : role.groups()) {
        existsIf(
            !groups.add(group),
            "group '%s' already exists for role '%s'".formatted(group, role.name()));
        PolicyLine.checkGroupName(group);
      }
    }
  }

  private static void windows(AppProjectSpec spec) {
    Set<SyncWindow> known = new HashSet<>();
    for (SyncWindow window : spec.syncWindows()) {
      existsIf(
          !known.add(window.withDescription("")),
          "sync window with kind '%s', schedule '%s', and duration '%s' already exists"
              .formatted(window.kind(), window.schedule(), window.duration()));
      SyncWindows.problem(window)
          .ifPresent(problem -> {
            throw Refusal.invalid(problem);
          });
      if (window.applications().isEmpty()
          && window.namespaces().isEmpty()
          && window.clusters().isEmpty()) {
        throw new Refusal(
            Status.Code.OUT_OF_RANGE,
            "window '%s':'%s':'%s' requires one of application, cluster or namespace"
                .formatted(window.kind(), window.schedule(), window.duration()));
      }
    }
  }

  private static void serviceAccounts(AppProjectSpec spec) {
    Set<String> known = new HashSet<>();
    for (ApplicationDestinationServiceAccount one : spec.destinationServiceAccounts()) {
      refuseIf(one.server().contains("!"), "server has an invalid format, '" + one.server() + "'");
      refuseIf(
          one.namespace().contains("!"),
          "namespace has an invalid format, '" + one.namespace() + "'");
      String account = one.defaultServiceAccount();
      refuseIf(
          account.isBlank()
              || account.chars().anyMatch(c -> NOT_IN_SERVICE_ACCOUNTS.indexOf(c) >= 0),
          "defaultServiceAccount has an invalid format, '" + account + "'");
      String key = one.server() + "/" + one.namespace();
      refuseIf(!known.add(key), "destinationServiceAccount '" + key + "' already added");
    }
  }

  private static void unique(Iterable<String> texts, String refusal) {
    Set<String> known = new HashSet<>();
    for (String text : texts) {
      refuseIf(!known.add(text), refusal.formatted(text));
    }
  }

  private static void refuseIf(boolean isWrong, String why) {
    if (isWrong) {
      throw Refusal.invalid(why);
    }
  }

  private static void existsIf(boolean isThere, String why) {
    if (isThere) {
      throw Refusal.exists(why);
    }
  }
}
