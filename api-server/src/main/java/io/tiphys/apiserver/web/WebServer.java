package io.tiphys.apiserver.web;

import io.tiphys.apiserver.gateway.Gateway;
import io.tiphys.apiserver.options.WebFlags;
import jakarta.servlet.Servlet;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;

/// The web server, running.
public final class WebServer implements AutoCloseable {

  private final AnnotationConfigServletWebServerApplicationContext context;

  private WebServer(AnnotationConfigServletWebServerApplicationContext context) {
    this.context = context;
  }

  /// Starts it, and returns when it serves.
  ///
  /// The context is made by hand instead of by `SpringApplication`: no file and no jar on the class
  /// path configures anything, and a failure comes back as an exception for the launcher to word.
  ///
  /// @param gateway the API
  /// @param flags what browsers see
  /// @param servlets what else is served, by path
  /// @throws org.springframework.boot.web.server.PortInUseException as cause or itself
  public static WebServer start(
      Listener listener,
      Gateway gateway,
      ControlPlaneAccess access,
      WebFlags flags,
      Map<String, Servlet> servlets) {
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(Listener.class, () -> listener);
    context.registerBean(Gateway.class, () -> gateway);
    context.registerBean(ControlPlaneAccess.class, () -> access);
    context.registerBean(WebFlags.class, () -> flags);
    servlets.forEach((path, servlet) ->
        context.registerBean(
            path,
            ServletRegistrationBean.class,
            () -> {
              var registration = new ServletRegistrationBean<>(servlet, path);
              registration.setName(path); // one servlet may have several paths
              return registration;
            }));
    context.register(WebConfiguration.class);
    try {
      context.refresh();
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
    return new WebServer(context);
  }

  /// The port it listens on, also when any free one was asked for.
  public int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /// Lets requests under way finish, then ends.
  @Override
  public void close() {
    context.close();
  }
}
