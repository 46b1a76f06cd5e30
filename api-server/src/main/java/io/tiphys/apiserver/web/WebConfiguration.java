package io.tiphys.apiserver.web;

import io.tiphys.apiserver.gateway.Gateway;
import io.tiphys.apiserver.options.WebFlags;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
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

  private static final String[] COMPRESSED = {
    "application/json", "text/html", "text/css", "text/javascript", "text/plain", "image/svg+xml"
  };

  @Bean
  JettyServletWebServerFactory webServer(Listener listener, WebFlags flags) {
    var factory = new JettyServletWebServerFactory();
    factory.setThreadPool(Listener.threads());
    factory.setShutdown(Shutdown.GRACEFUL);
    factory.addServerCustomizers(
        listener::attachTo, WebConfiguration::decodeLate, server -> wrap(server, flags));
    return factory;
  }

  /// How errors look, whoever finds them.
  @Bean
  FilterRegistrationBean<PlainErrors> plainErrors() {
    var registration = new FilterRegistrationBean<>(new PlainErrors());
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.setAsyncSupported(true);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /// The API, before everything else that is served.
  @Bean
  FilterRegistrationBean<Gateway> api(Gateway gateway) {
    var registration = new FilterRegistrationBean<>(gateway);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    registration.setAsyncSupported(true);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /// What browsers are protected by.
  @Bean
  FilterRegistrationBean<SecurityHeaders> securityHeaders(WebFlags flags) {
    var registration = new FilterRegistrationBean<>(new SecurityHeaders(flags));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    registration.setAsyncSupported(true);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /// Files of the administrator, after the API.
  @Bean
  FilterRegistrationBean<StaticAssets> staticAssets(WebFlags flags) {
    var registration = new FilterRegistrationBean<>(new StaticAssets(flags.staticAssets));
    registration.setOrder(Ordered.LOWEST_PRECEDENCE);
    registration.addUrlPatterns("/*");
    return registration;
  }

  /// Compression, and a path below which all of it is shown.
  private static void wrap(Server server, WebFlags flags) {
    if (flags.gzip) {
      var gzip = new GzipHandler();
      gzip.setIncludedMimeTypes(COMPRESSED);
      gzip.setSyncFlush(true); // a frame of a stream goes out when it is written
      server.insertHandler(gzip);
    }
    if (!flags.rootPath.isEmpty()) {
      server.insertHandler(new RootPath(flags.rootPath));
    }
  }

  /// Paths with escaped slashes reach the filter.
  private static void decodeLate(Server server) {
    for (var handler : server.getDescendants(ServletHandler.class)) {
      handler.setDecodeAmbiguousURIs(true);
    }
  }
}
