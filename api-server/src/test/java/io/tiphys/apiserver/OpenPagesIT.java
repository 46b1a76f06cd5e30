package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.badge.BadgeApplications;
import io.tiphys.apiserver.badge.BadgeServlet;
import io.tiphys.apiserver.badge.Badges;
import io.tiphys.apiserver.swagger.SwaggerServlet;
import io.tiphys.apiserver.webhook.WebhookApplications;
import io.tiphys.apiserver.webhook.WebhookServlet;
import io.tiphys.apiserver.webhook.Webhooks;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.meta.ObjectMetaBuilder;
import io.tiphys.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What everybody can ask for without an account, over HTTP.
class OpenPagesIT {

  private static final Application SHOP =
      ApplicationBuilder.builder()
          .metadata(ObjectMetaBuilder.builder().namespace("argocd").name("shop").build())
          .spec(
              ApplicationSpecBuilder.builder()
                  .source(
                      ApplicationSourceBuilder.builder()
                          .repoURL("https://git.example/team/shop.git")
                          .build())
                  .build())
          .build();

  private static final String PUSH =
      """
      {"ref": "refs/heads/main", "commits": [],
       "repository": {"html_url": "https://git.example/team/shop", "default_branch": "main"}}
      """;

  private final BlockingQueue<String> refreshed = new LinkedBlockingQueue<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server = new Server();
  private Webhooks webhooks;
  private int port;

  @BeforeEach
  void start() throws Exception {
    webhooks = new Webhooks(new Shop(), () -> Settings.NONE, 2, 2);
    var badges = new Badges(new Shop(), () -> Settings.NONE, "argocd");
    var swagger = new SwaggerServlet("v3.6.0", false);
    var context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new WebhookServlet(webhooks)), "/api/webhook");
    context.addServlet(new ServletHolder(new BadgeServlet(badges)), "/api/badge");
    context.addServlet(new ServletHolder(swagger), "/swagger.json");
    context.addServlet(new ServletHolder(swagger), "/swagger-ui");
    server.setHandler(context);
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.start();
    port = connector.getLocalPort();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    webhooks.close();
    client.close();
  }

  private final class Shop implements WebhookApplications, BadgeApplications {

    @Override
    public Stream<Application> from(Predicate<String> isPushed) {
      return Stream.of(SHOP);
    }

    @Override
    public void refresh(String namespace, String name) {
      refreshed.add(namespace + "/" + name);
    }

    @Override
    public boolean covers(String namespace) {
      return namespace.equals("argocd");
    }

    @Override
    public Optional<Application> find(String namespace, String name) {
      return Optional.of(SHOP);
    }

    @Override
    public Stream<State> states(String namespace, Set<String> projects) {
      return Stream.of(new State("Healthy", "Synced"));
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aPushIsHeard() throws Exception {
    var answer =
        send(
            to("/api/webhook")
                .header("X-GitHub-Event", "push")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(PUSH)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(refreshed.poll(60, TimeUnit.SECONDS)).isEqualTo("argocd/shop");
  }

  @Test
  void otherRequestsAreNot() throws Exception {
    var get = send(to("/api/webhook").header("X-GitHub-Event", "push").GET());
    assertThat(get.statusCode()).isEqualTo(405);
    var unknown = send(to("/api/webhook").POST(BodyPublishers.ofString("<script>")));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).isEqualTo("Unknown webhook event\n");
    assertThat(unknown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    var form =
        send(
            to("/api/webhook")
                .header("X-GitHub-Event", "push")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("payload=" + PUSH)));
    assertThat(form.statusCode()).isEqualTo(400);
    assertThat(refreshed).isEmpty();
  }

  @Test
  void theApiIsDescribed() throws Exception {
    var json = send(to("/swagger.json"));
    assertThat(json.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(JsonTree.parseObject(json.body().getBytes(StandardCharsets.UTF_8)))
        .containsEntry("swagger", "2.0");
    var page = send(to("/swagger-ui"));
    assertThat(page.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(page.body())
        .contains("fetch('swagger.json')")
        .as("nothing comes from elsewhere")
        .doesNotContain("http://", "https://", "src=");
  }

  @Test
  void aBadgeIsAPicture() throws Exception {
    var answer = send(to("/api/badge?name=shop"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("<svg").contains(">Unknown<");
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/svg+xml");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("private, no-store");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }
}
