package io.tiphys.apiserver.version;

import io.tiphys.apiserver.options.ApiServerOptions;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /api/version`.
@RestController
public class VersionEndpoint {

  private final Build build;
  private final boolean isEverybodyBelieved;

  /// Asked for once, by the first who may see it: two programs run for it.
  private final Supplier<Tools> tools = SingletonSupplier.of(Tools::find);

  public VersionEndpoint(Build build, ApiServerOptions options) {
    this.build = build;
    this.isEverybodyBelieved = options.login.disabled;
  }

  /// All of it for those who are known, the version alone for the others.
  @GetMapping("/api/version")
  public ResponseEntity<byte[]> version() {
    byte[] message =
        isEverybodyBelieved
            ? VersionMessage.full(build, tools.get())
            : VersionMessage.anonymous(build);
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(message);
  }
}
