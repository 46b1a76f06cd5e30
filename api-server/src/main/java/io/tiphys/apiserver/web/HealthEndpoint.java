package io.tiphys.apiserver.web;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// `GET /healthz`: whether this process serves, and with `?full=true` also whether it gets at the
/// control plane's objects. A probe that restarts the process should not ask for the latter.
@RestController
public class HealthEndpoint {

  private static final Logger log = LoggerFactory.getLogger(HealthEndpoint.class);

  private final ControlPlaneAccess access;

  public HealthEndpoint(ControlPlaneAccess access) {
    this.access = access;
  }

  @GetMapping("/healthz")
  public ResponseEntity<String> health(@RequestParam(defaultValue = "") String full) {
    var problem = full.equals("true") ? access.problem() : Optional.<String>empty();
    if (problem.isEmpty()) {
      return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body("ok\n");
    }
    log.error("health check: the cluster Secrets cannot be listed: {}", problem.get());
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .body(""); // details are for the log
  }
}
