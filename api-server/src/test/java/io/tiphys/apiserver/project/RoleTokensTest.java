package io.tiphys.apiserver.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tiphys.model.json.ModelJson;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.JWTToken;
import io.tiphys.model.project.JWTTokenBuilder;
import io.tiphys.model.project.JWTTokensBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleTokensTest {

  private static AppProject project(String inRole, String inStatus) {
    String json =
        """
        {"spec":{"roles":[{"name":"ci","jwtTokens":[%s]}]},
         "status":{"jwtTokensByRole":{"ci":{"items":[%s]},"gone":{"items":[{"iat":9,"id":"z"}]}}}}
        """
            .formatted(inRole, inStatus);
    return ModelJson.read(json.getBytes(StandardCharsets.UTF_8), AppProject.class);
  }

  private static List<String> ids(AppProject project) {
    var tokens = project.spec().roles().getFirst().jwtTokens();
    assertThat(project.status().jwtTokensByRole())
        .containsExactly(entry("ci", JWTTokensBuilder.builder().items(tokens).build()));
    return tokens.stream().map(JWTToken::id).toList();
  }

  @Test
  void bothPlacesKnowAllTokensNewestFirst() {
    var project =
        project("{\"iat\":1},{\"iat\":3,\"id\":\"c\"}", "{\"iat\":2,\"id\":\"b\"},{\"iat\":1}");
    assertThat(ids(RoleTokens.settled(project))).containsExactly("c", "b", "1");
  }

  @Test
  void aTokenComesAndGoes() {
    var token = JWTTokenBuilder.builder().iat(5).id("new").build();
    var project = RoleTokens.settled(project("{\"iat\":4,\"id\":\"old\"}", ""));
    var more = RoleTokens.with(project, "ci", token);
    assertThat(ids(more)).containsExactly("new", "old");
    assertThat(RoleTokens.hasToken(more, "ci", "new")).isTrue();
    assertThat(RoleTokens.hasToken(more, "other", "new")).isFalse();
    assertThat(ids(RoleTokens.without(more, "ci", "new", 4))).containsExactly("old");
    assertThat(ids(RoleTokens.without(more, "ci", "", 4))).containsExactly("new");
    assertThat(ids(RoleTokens.without(more, "ci", "unknown", -1))).containsExactly("new", "old");
    assertThat(RoleTokens.without(more, "other", "new", 5)).isEqualTo(more);
  }
}
