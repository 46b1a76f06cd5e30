package io.tiphys.apiserver.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Files that an administrator adds for the web app (`--staticassets`): served as they are, where
/// nothing else answers. Nothing outside of the directory is reached.
final class StaticAssets implements Filter {

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html;charset=utf-8"),
          Map.entry("css", "text/css;charset=utf-8"),
          Map.entry("js", "text/javascript;charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("gif", "image/gif"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"));

  private final @Nullable Path directory;

  /// @param directory may not be there
  StaticAssets(String directory) {
    this.directory = real(Path.of(directory));
  }

  private static @Nullable Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return null; // none was mounted
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest asked
        && response instanceof HttpServletResponse answer
        && asked.getMethod().equals("GET")) {
      var file = file(asked.getRequestURI());
      if (file.isPresent()) {
        send(file.get(), answer);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  /// @param uri escaped
  private Optional<Path> file(String uri) {
    Path root = directory;
    if (root == null || uri.length() < 2) {
      return Optional.empty();
    }
    try {
      String path = URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
      Path file = root.resolve(path.substring(1)).toRealPath();
      return file.startsWith(root) && Files.isRegularFile(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void send(Path file, HttpServletResponse response) throws IOException {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    response.setContentType(TYPES.getOrDefault(ending, "application/octet-stream"));
    response.setHeader("Cache-Control", "no-cache");
    response.setContentLengthLong(Files.size(file));
    Files.copy(file, response.getOutputStream());
  }
}
