package io.tiphys.apiserver.gateway;

import io.tiphys.telemetry.logs.Security;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps pages of other sites from acting in the name of who is logged in here: by the content type
/// (docs/operator-manual/server-commands/argocd-server.md of Argo CD, `--api-content-types`), and,
/// when a cookie speaks for the caller, by where the page is from.
final class RequestGuard {

  private static final Logger log = LoggerFactory.getLogger(RequestGuard.class);

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final Set<String> contentTypes;
  private final Supplier<List<String>> urls;

  /// @param contentTypes with semicolons between; empty for any
  /// @param urls under which this server is known, for requests whose host a proxy has changed
  RequestGuard(String contentTypes, Supplier<List<String>> urls) {
    this.contentTypes =
        Arrays.stream(contentTypes.split(";"))
            .map(it -> it.strip().toLowerCase(Locale.ROOT))
            .filter(it -> !it.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    this.urls = urls;
    if (this.contentTypes.isEmpty()) {
      log.atWarn()
          .addKeyValue(Security.FIELD, Security.HIGH.level())
          .log("any content type is taken: pages of other sites may act for those logged in here");
    }
  }

  record Refusal(int code, String text) {}

  Optional<Refusal> refusal(HttpServletRequest request) {
    if (READING.contains(request.getMethod())) {
      return Optional.empty();
    }
    if (!contentTypes.isEmpty() && !contentTypes.contains(type(request))) {
      return Optional.of(new Refusal(415, "Invalid content type"));
    }
    if (CallerToken.isFromCookie(name -> GrpcWebDoor.header(request, name))
        && isFromElsewhere(request)) {
      return Optional.of(new Refusal(403, "Requests of other sites are not allowed"));
    }
    return Optional.empty();
  }

  private static String type(HttpServletRequest request) {
    String type = GrpcWebDoor.header(request, "content-type");
    int semicolon = type.indexOf(';');
    return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
  }

  private boolean isFromElsewhere(HttpServletRequest request) {
    if (GrpcWebDoor.header(request, "sec-fetch-site").equals("cross-site")) {
      return true;
    }
    String origin = GrpcWebDoor.header(request, "origin");
    if (origin.isEmpty()) {
      return false;
    }
    String from = authority(origin);
    return !from.equals(host(request))
        && !from.equals(GrpcWebDoor.header(request, "x-forwarded-host").toLowerCase(Locale.ROOT))
        && urls.get().stream().noneMatch(url -> from.equals(authority(url)));
  }

  /// HTTP/2 has no such header, but a name and a port.
  static String host(HttpServletRequest request) {
    String header = GrpcWebDoor.header(request, "host");
    if (!header.isEmpty()) {
      return header.toLowerCase(Locale.ROOT);
    }
    int port = request.getServerPort();
    boolean isDefault = port == (request.isSecure() ? 443 : 80);
    return request.getServerName().toLowerCase(Locale.ROOT) + (isDefault ? "" : ":" + port);
  }

  /// Of a page of no site (`null`): nothing that any host is.
  private static String authority(String url) {
    try {
      String authority = URI.create(url).getAuthority();
      return authority == null ? "\0" : authority.toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "\0";
    }
  }
}
