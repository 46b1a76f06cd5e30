package io.tiphys.apiserver.options;

import io.tiphys.flags.DurationFlag;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Where the API server listens, and with which TLS.
public final class ListenFlags {

  @Option(
      names = "--address",
      defaultValue = "${env:ARGOCD_SERVER_LISTEN_ADDRESS:-0.0.0.0}",
      description = "The address to listen on (default ${DEFAULT-VALUE}).")
  public String address = "";

  @Option(
      names = "--port",
      defaultValue = "8080",
      description = "The port to listen on (default ${DEFAULT-VALUE}).")
  public int port;

  @Option(
      names = "--metrics-address",
      defaultValue = "${env:ARGOCD_SERVER_METRICS_LISTEN_ADDRESS:-0.0.0.0}",
      description = "The address of /metrics (default ${DEFAULT-VALUE}).")
  public String metricsAddress = "";

  @Option(
      names = "--metrics-port",
      defaultValue = "8083",
      description = "The port of /metrics (default ${DEFAULT-VALUE}).")
  public int metricsPort;

  @Option(
      names = "--insecure",
      defaultValue = "${env:ARGOCD_SERVER_INSECURE:-false}",
      description = "Serve without TLS.")
  public boolean insecure;

  @Option(
      names = "--tlsminversion",
      defaultValue = "${env:ARGOCD_TLS_MIN_VERSION:-1.2}",
      description = "The oldest TLS version: 1.0, 1.1, 1.2 or 1.3 (default ${DEFAULT-VALUE}).")
  public String tlsMinVersion = "";

  @Option(
      names = "--tlsmaxversion",
      defaultValue = "${env:ARGOCD_TLS_MAX_VERSION:-1.3}",
      description = "The newest TLS version (default ${DEFAULT-VALUE}).")
  public String tlsMaxVersion = "";

  @Option(
      names = "--tlsciphers",
      defaultValue = "${env:ARGOCD_TLS_CIPHERS:-TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384}",
      description =
          "Cipher suites of TLS 1.2 and older, with colons between; 'list' prints them"
              + " (default ${DEFAULT-VALUE}).")
  public String tlsCiphers = "";

  @Option(
      names = "--grpc-keep-alive-min",
      hidden = true,
      defaultValue = "${env:ARGOCD_GRPC_KEEP_ALIVE_MIN:-10s}",
      converter = DurationFlag.class,
      description = "Pings of a connection that come sooner after each other end it.")
  public Duration grpcKeepAliveMin = Duration.ofSeconds(10);

  @Option(
      names = "--grpc-histogram",
      hidden = true,
      defaultValue = "${env:ARGOCD_ENABLE_GRPC_TIME_HISTOGRAM:-false}",
      description = "Measure how long calls take, as grpc_server_handling_seconds.")
  public boolean grpcHistogram;
}
