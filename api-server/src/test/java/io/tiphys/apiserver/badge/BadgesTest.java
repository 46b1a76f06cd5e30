package io.tiphys.apiserver.badge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.AppHealthStatusBuilder;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.application.ApplicationStatusBuilder;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.application.SyncOperationResultBuilder;
import io.tiphys.model.application.SyncStatusBuilder;
import io.tiphys.model.meta.ObjectMetaBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

class BadgesTest {

  private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";

  private final List<Application> all = new ArrayList<>();

  private final BadgeApplications applications =
      new BadgeApplications() {
        @Override
        public boolean covers(String namespace) {
          return namespace.equals("argocd") || namespace.equals("team");
        }

        @Override
        public Optional<Application> find(String namespace, String name) {
          return in(namespace).filter(it -> it.metadata().name().equals(name)).findAny();
        }

        @Override
        public Stream<State> states(String namespace, Set<String> projects) {
          return in(namespace)
              .filter(it -> projects.contains(it.spec().project()))
              .map(Application::status)
              .map(it -> new State(it.health().status(), it.sync().status()));
        }

        private Stream<Application> in(String namespace) {
          return all.stream().filter(it -> it.metadata().namespace().equals(namespace));
        }
      };

  private void add(String namespace, String name, String project, String health, String sync) {
    all.add(
        ApplicationBuilder.builder()
            .metadata(ObjectMetaBuilder.builder().namespace(namespace).name(name).build())
            .spec(ApplicationSpecBuilder.builder().project(project).build())
            .status(
                ApplicationStatusBuilder.builder()
                    .health(AppHealthStatusBuilder.builder().status(health).build())
                    .sync(SyncStatusBuilder.builder().status(sync).build())
                    .operationState(
                        OperationStateBuilder.builder()
                            .syncResult(
                                SyncOperationResultBuilder.builder().revision(REVISION).build())
                            .build())
                    .build())
            .build());
  }

  private Optional<String> ask(String query, boolean isOn) {
    var parameters = UriComponentsBuilder.fromUriString("/api/badge" + query).build();
    return new Badges(applications, () -> isOn, "argocd").draw(parameters.getQueryParams());
  }

  private String svg(String query) throws Exception {
    String body = ask(query, true).orElseThrow();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    return body;
  }

  @Test
  void showsAnApplication() throws Exception {
    add("argocd", "shop", "default", "Healthy", "OutOfSync");
    String svg = svg("?name=shop");
    assertThat(svg)
        .contains("id=\"leftRect\" fill=\"rgb(24, 190, 82)\"", ">Healthy<")
        .contains("id=\"rightRect\" fill=\"rgb(244, 192, 48)\"", ">OutOfSync<")
        .contains("width=\"137\" height=\"20\"")
        .doesNotContain("shop", "0123456", "titleText");
  }

  @Test
  void showsMoreWhenAsked() throws Exception {
    add("argocd", "shop", "default", "Progressing", "Synced");
    assertThat(svg("?name=shop&revision=TRUE&showAppName=true"))
        .contains(">(0123456)<", ">shop<", "height=\"40\"");
    assertThat(svg("?name=shop&revision=true&keepFullRevision=true"))
        .contains(">(" + REVISION + ")<");
    assertThat(svg("?name=shop&width=300")).contains("<svg width=\"300\"");
    assertThat(svg("?name=shop&width=-5")).contains("<svg width=\"");
    assertThat(svg("?name=shop&width=x")).contains(">Progressing<");
  }

  @Test
  void whatIsNotThereAndWhatMayNotBeSeenLookAlike() throws Exception {
    add("elsewhere", "shop", "default", "Healthy", "Synced");
    String absent = svg("?name=absent");
    assertThat(absent).contains(">Not Found<").doesNotContain("absent");
    assertThat(svg("?name=shop&namespace=elsewhere")).isEqualTo(absent);
    assertThat(svg("?name=shop&namespace=team&revision=true&showAppName=true")).isEqualTo(absent);
  }

  @Test
  void aProjectIsAsBadAsItsWorst() throws Exception {
    add("argocd", "a", "default", "Healthy", "Synced");
    add("argocd", "b", "team", "Suspended", "OutOfSync");
    assertThat(svg("?project=default")).contains(">Healthy<", ">Synced<");
    assertThat(svg("?project=team")).contains(">Degraded<", ">OutOfSync<");
    assertThat(svg("?project=default&project=team")).contains(">Degraded<", ">OutOfSync<");
    assertThat(svg("?project=none")).contains(">Unknown<").doesNotContain(">Synced<");
  }

  @Test
  void saysNothingWhereItIsOff() {
    add("argocd", "shop", "default", "Healthy", "Synced");
    var off = ask("?name=shop&width=500&revision=true", false).orElseThrow();
    assertThat(off).contains(">Unknown<").doesNotContain("Healthy", "500", "0123456");
    assertThat(ask("?name=..%2f", false)).contains(off);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?name=Shop",
        "?name=",
        "?name=a/b",
        "?namespace=a.b&name=a",
        "?project=a_b",
        "?name=-a"
      })
  void refusesWhatIsNoName(String query) {
    assertThat(ask(query, true)).isEmpty();
  }

  @Test
  void statesAreText() throws Exception {
    add("argocd", "shop", "default", "<script>&\"'\u0000\uFFFF", "");
    assertThat(svg("?name=shop"))
        .contains(">&lt;script&gt;&amp;&quot;&#39;??<", ">Unknown<", "rgb(204, 214, 221)");
  }
}
