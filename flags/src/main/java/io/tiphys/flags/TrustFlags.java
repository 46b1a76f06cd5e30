package io.tiphys.flags;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Where the installation keeps what its services believe each other by.
public final class TrustFlags {

  @Option(
      names = "--trust-path",
      defaultValue = "${env:TIPHYS_TRUST_PATH:-/app/config/tiphys}",
      description =
          "Directory of the installation's authority and seal, shared by its services (default"
              + " ${DEFAULT-VALUE}).")
  public Path path = Path.of("");
}
