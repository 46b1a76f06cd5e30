package io.tiphys.e2e;

import java.nio.file.Path;
import java.util.List;

/// How the command line talks to the API server.
enum Way {
  GRPC_TLS("gRPC, TLS", true),
  GRPC_PLAINTEXT("gRPC, plain text", false, "--plaintext"),
  WEB_TLS("gRPC-web, TLS", true, "--grpc-web", "--insecure"),
  WEB_PLAINTEXT("gRPC-web, plain text", false, "--grpc-web", "--plaintext");

  private final String title;
  private final boolean isTls;
  private final List<String> flags;

  Way(String title, boolean isTls, String... flags) {
    this.title = title;
    this.isTls = isTls;
    this.flags = List.of(flags);
  }

  /// For a table.
  String title() {
    return title;
  }

  boolean isTls() {
    return isTls;
  }

  /// The flags of a command. One of the ways with TLS believes the server's certificate, the other
  /// any.
  ///
  /// @param certificate of the server, PEM
  List<String> flags(Path certificate) {
    return this == GRPC_TLS ? List.of("--server-crt", certificate.toString()) : flags;
  }
}
