package io.tiphys.apiserver.swagger;

import io.tiphys.model.json.JsonTree;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;

/// `GET /swagger.json` and, where it is on, `GET /swagger-ui`: one servlet for both paths, open to
/// everybody: it says nothing of this installation.
public final class SwaggerServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Supplier<byte[]> document;
  private final transient Supplier<byte[]> page = SingletonSupplier.of(SwaggerServlet::read);
  private final boolean isPageOff;

  /// @param version of the product
  /// @param isPageOff `--disable-swagger-ui`
  public SwaggerServlet(String version, boolean isPageOff) {
    this.document = SingletonSupplier.of(() -> JsonTree.write(SwaggerDocument.make(version)));
    this.isPageOff = isPageOff;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getServletPath()) {
      case "/swagger.json" -> write(response, "application/json", document.get());
      case "/swagger-ui" -> {
        if (isPageOff) {
          response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else {
          write(response, "text/html;charset=utf-8", page.get());
        }
      }
      default -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static void write(HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setContentType(type);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getOutputStream().write(body);
  }

  private static byte[] read() {
    try (var in = SwaggerServlet.class.getResourceAsStream("swagger-ui.html")) {
      return Objects.requireNonNull(in, "swagger-ui.html").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
