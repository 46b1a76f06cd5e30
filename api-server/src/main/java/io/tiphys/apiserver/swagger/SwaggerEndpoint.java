package io.tiphys.apiserver.swagger;

import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /swagger.json` and, where it is on, `GET /swagger-ui`. Both are open to everybody: they say
/// nothing of this installation.
@RestController
public class SwaggerEndpoint {

  private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");

  private final Supplier<byte[]> document;
  private final Supplier<byte[]> page = SingletonSupplier.of(SwaggerEndpoint::read);
  private final boolean isPageOff;

  /// @param version of the product
  /// @param isPageOff `--disable-swagger-ui`
  public SwaggerEndpoint(String version, boolean isPageOff) {
    this.document = SingletonSupplier.of(() -> JsonTree.write(SwaggerDocument.make(version)));
    this.isPageOff = isPageOff;
  }

  @GetMapping("/swagger.json")
  public ResponseEntity<byte[]> document() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document.get());
  }

  @GetMapping("/swagger-ui")
  public ResponseEntity<byte[]> page() {
    return isPageOff
        ? ResponseEntity.notFound().build()
        : ResponseEntity.ok().contentType(HTML).body(page.get());
  }

  private static byte[] read() {
    try (var in = SwaggerEndpoint.class.getResourceAsStream("swagger-ui.html")) {
      return Objects.requireNonNull(in, "swagger-ui.html").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
