package io.tiphys.apiserver.web;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

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
    factory.addServerCustomizers(listener::attachTo);
    return factory;
  }
}
