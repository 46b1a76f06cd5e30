package io.tiphys.apiserver.web;

import io.tiphys.apiserver.gateway.Gateway;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;

/// The servlet side of the API server, by name: nothing is configured because a jar is there.
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class})
@Import(HealthEndpoint.class)
public class WebConfiguration {

  @Bean
  JettyServletWebServerFactory webServer(Listener listener) {
    var factory = new JettyServletWebServerFactory();
    factory.setThreadPool(Listener.threads());
    factory.setShutdown(Shutdown.GRACEFUL);
    factory.addServerCustomizers(listener::attachTo, WebConfiguration::decodeLate);
    return factory;
  }

  /// The API, before everything else that is served.
  @Bean
  FilterRegistrationBean<Gateway> api(Gateway gateway) {
    var registration = new FilterRegistrationBean<>(gateway);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.setAsyncSupported(true);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /// Paths with escaped slashes reach the filter.
  private static void decodeLate(Server server) {
    for (var handler : server.getDescendants(ServletHandler.class)) {
      handler.setDecodeAmbiguousURIs(true);
    }
  }
}
