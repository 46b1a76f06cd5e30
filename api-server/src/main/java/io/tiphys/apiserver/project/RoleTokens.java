package io.tiphys.apiserver.project;

import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.AppProjectStatus;
import io.tiphys.model.project.JWTToken;
import io.tiphys.model.project.JWTTokens;
import io.tiphys.model.project.JWTTokensBuilder;
import io.tiphys.model.project.ProjectRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/// What is known of the tokens of a project's roles. It stands in two places, in the role and in
/// the status: older versions of Argo CD know the role only.
final class RoleTokens {

  private RoleTokens() {}

  /// The project with the same tokens in both places, newest first, each with an id: older ones are
  /// named by the second of their issue. Tokens of roles that are not there any more are gone.
  static AppProject settled(AppProject project) {
    var byRole = new LinkedHashMap<String, JWTTokens>();
    var roles = new ArrayList<ProjectRole>();
    for (ProjectRole role : project.spec().roles()) {
      List<JWTToken> tokens = joined(inStatus(project, role.name()), role.jwtTokens());
      roles.add(role.withJwtTokens(tokens));
      byRole.put(role.name(), JWTTokensBuilder.builder().items(tokens).build());
    }
    AppProjectStatus status = project.status().withJwtTokensByRole(byRole);
    return project.withSpec(project.spec().withRoles(roles)).withStatus(status);
  }

  static AppProject with(AppProject project, String role, JWTToken token) {
    return edited(
        project,
        role,
        tokens -> {
          var more = new ArrayList<>(tokens);
          more.add(token);
          return more;
        });
  }

  /// Without the token of that id, or else those of that second.
  ///
  /// @param id empty for none
  /// @param issuedAt in seconds since 1970
  static AppProject without(AppProject project, String role, String id, long issuedAt) {
    return edited(
        project,
        role,
        tokens -> {
          boolean isKnown = tokens.stream().anyMatch(token -> token.id().equals(id));
          return tokens.stream()
              .filter(token -> isKnown ? !token.id().equals(id) : token.iat() != issuedAt)
              .toList();
        });
  }

  static boolean hasToken(AppProject project, String role, String id) {
    return project.spec().roles().stream()
        .filter(one -> one.name().equals(role))
        .flatMap(one -> one.jwtTokens().stream())
        .anyMatch(token -> token.id().equals(id));
  }

  /// @param project settled
  private static AppProject edited(
      AppProject project, String role, Function<List<JWTToken>, List<JWTToken>> edit) {
    var roles =
        project.spec().roles().stream()
            .map(one ->
                one.name().equals(role) ? one.withJwtTokens(edit.apply(one.jwtTokens())) : one)
            .toList();
    return settled(
        project.withSpec(project.spec().withRoles(roles)).withStatus(AppProjectStatus.EMPTY));
  }

  private static List<JWTToken> inStatus(AppProject project, String role) {
    JWTTokens tokens = project.status().jwtTokensByRole().get(role);
    return tokens == null ? List.of() : tokens.items();
  }

  private static List<JWTToken> joined(List<JWTToken> some, List<JWTToken> others) {
    var byId = new LinkedHashMap<String, JWTToken>();
    for (List<JWTToken> tokens : List.of(some, others)) {
      for (JWTToken token : tokens) {
        String id = token.id().isEmpty() ? Long.toString(token.iat()) : token.id();
        byId.put(id, token.withId(id));
      }
    }
    return byId.values().stream()
        .sorted(Comparator.comparingLong(JWTToken::iat).reversed())
        .toList();
  }
}
