package io.tiphys.apiserver.gateway;

import io.tiphys.apiserver.operation.LoginSessions;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// The API on one port: what is gRPC or gRPC-web by its content type, or REST by its path, is
/// answered here, as is the logout of browsers; everything else goes on.
public final class Gateway implements Filter, AutoCloseable {

  private final GrpcDoor grpc;
  private final GrpcWebDoor grpcWeb;
  private final RestDoor rest;
  private final LogoutPage logout;

  /// How REST is to be guarded.
  ///
  /// @param contentTypes of requests that change something, with semicolons between
  /// @param urls under which this server is known, the main one first
  /// @param baseHref the base of the web app's links
  /// @param isSecure whether callers come over TLS
  public record Rules(
      String contentTypes, Supplier<List<String>> urls, String baseHref, boolean isSecure) {}

  /// @param sessions of those who come with a cookie
  public Gateway(
      Operations operations, Dispatcher dispatcher, LoginSessions sessions, Rules rules) {
    var cookie = SessionCookie.under(rules.baseHref(), rules.isSecure());
    grpc = new GrpcDoor(operations, dispatcher);
    grpcWeb = new GrpcWebDoor(operations, dispatcher);
    rest =
        new RestDoor(
            new Routes(operations),
            dispatcher,
            new RequestGuard(rules.contentTypes(), rules.urls()),
            cookie,
            sessions);
    logout = new LogoutPage(dispatcher, sessions, cookie, rules.urls());
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    String type = GrpcWebDoor.header(http, "content-type");
    String path = http.getRequestURI();
    if (type.startsWith("application/grpc-web")) {
      grpcWeb.serve(http, answer);
    } else if (type.startsWith("application/grpc")) {
      grpc.serve(http, answer);
    } else if (path.startsWith("/api/v1/") || path.equals("/api/version")) {
      rest.serve(http, answer);
    } else if (path.equals(LogoutPage.PATH)) {
      logout.serve(http, answer);
    } else {
      chain.doFilter(request, response);
    }
  }

  @Override
  public void close() {
    grpc.close();
  }
}
