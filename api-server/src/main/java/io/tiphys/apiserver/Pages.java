package io.tiphys.apiserver;

import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.application.store.ApplicationStore;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.badge.BadgeApplications;
import io.tiphys.apiserver.badge.BadgeServlet;
import io.tiphys.apiserver.badge.Badges;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.swagger.SwaggerServlet;
import io.tiphys.apiserver.version.Build;
import io.tiphys.apiserver.webhook.WebhookApplications;
import io.tiphys.apiserver.webhook.WebhookServlet;
import io.tiphys.apiserver.webhook.Webhooks;
import io.tiphys.model.application.Application;
import io.tiphys.settings.Settings;
import jakarta.servlet.Servlet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What is served beside the API's operations, to whoever asks: webhooks, badges, and what the API
/// says of itself.
final class Pages implements AutoCloseable {

  private final Webhooks webhooks;
  private final Map<String, Servlet> servlets;

  /// @param refresh asks for a refresh of an Application
  /// @param namespace of the control plane
  Pages(
      ApplicationStore applications,
      Consumer<AppName> refresh,
      Supplier<Settings> settings,
      String namespace,
      ApiServerOptions options) {
    webhooks =
        new Webhooks(
            new Pushed(applications, refresh),
            settings,
            options.webhookParallelism,
            options.webhookRefreshWorkers);
    var badges = new Badges(new Shown(applications), settings, namespace);
    var swagger = new SwaggerServlet(Build.current().version(), options.web.swaggerUiDisabled);
    servlets =
        Map.of(
            "/api/webhook",
            new WebhookServlet(webhooks),
            "/api/badge",
            new BadgeServlet(badges),
            "/swagger.json",
            swagger,
            "/swagger-ui",
            swagger);
  }

  /// By path.
  Map<String, Servlet> servlets() {
    return servlets;
  }

  @Override
  public void close() {
    webhooks.close();
  }

  /// Those that a push may concern.
  private record Pushed(ApplicationStore store, Consumer<AppName> refresh)
      implements WebhookApplications {

    @Override
    public Stream<Application> from(Predicate<String> isPushed) {
      return store.all().stream()
          .filter(app -> app.facts().repoUrls().stream().anyMatch(isPushed))
          .map(StoredApp::app);
    }

    @Override
    public void refresh(String namespace, String name) {
      refresh.accept(new AppName(namespace, name));
    }
  }

  /// Those that badges are made of.
  private record Shown(ApplicationStore store) implements BadgeApplications {

    @Override
    public boolean covers(String namespace) {
      return store.isEnabled(namespace);
    }

    @Override
    public Optional<Application> find(String namespace, String name) {
      return store.get(new AppName(namespace, name)).map(StoredApp::app);
    }

    @Override
    public Stream<State> states(String namespace, Set<String> projects) {
      return store.all().stream()
          .filter(app -> app.name().namespace().equals(namespace))
          .map(StoredApp::facts)
          .filter(app -> projects.contains(app.project()))
          .map(app -> new State(app.healthStatus(), app.syncStatus()));
    }
  }
}
