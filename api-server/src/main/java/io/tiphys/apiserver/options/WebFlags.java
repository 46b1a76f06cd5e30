package io.tiphys.apiserver.options;

import picocli.CommandLine.Option;

/// What browsers see.
public final class WebFlags {

  @Option(
      names = "--rootpath",
      defaultValue = "${env:ARGOCD_SERVER_ROOTPATH:-}",
      description = "The path below which a reverse proxy shows all of it.")
  public String rootPath = "";

  @Option(
      names = "--basehref",
      defaultValue = "${env:ARGOCD_SERVER_BASEHREF:-/}",
      description = "The base of the web app's links (default ${DEFAULT-VALUE}).")
  public String baseHref = "";

  @Option(
      names = "--staticassets",
      defaultValue = "${env:ARGOCD_SERVER_STATIC_ASSETS:-/shared/app}",
      description = "A directory with more files for the web app (default ${DEFAULT-VALUE}).")
  public String staticAssets = "";

  @Option(
      names = "--x-frame-options",
      defaultValue = "${env:ARGOCD_SERVER_X_FRAME_OPTIONS:-sameorigin}",
      description = "The X-Frame-Options header; empty for none (default ${DEFAULT-VALUE}).")
  public String xFrameOptions = "";

  @Option(
      names = "--content-security-policy",
      defaultValue = "${env:ARGOCD_SERVER_CONTENT_SECURITY_POLICY:-frame-ancestors 'self';}",
      description = "The Content-Security-Policy header; empty for none.")
  public String contentSecurityPolicy = "";

  @Option(
      names = "--api-content-types",
      defaultValue = "${env:ARGOCD_API_CONTENT_TYPES:-application/json}",
      description =
          "Content types of requests that change something, with semicolons between; empty for any"
              + " (default ${DEFAULT-VALUE}).")
  public String apiContentTypes = "";

  @Option(
      names = "--enable-gzip",
      defaultValue = "${env:ARGOCD_SERVER_ENABLE_GZIP:-true}",
      description = "Compress answers (default ${DEFAULT-VALUE}).")
  public boolean gzip;

  @Option(
      names = "--enable-proxy-extension",
      defaultValue = "${env:ARGOCD_SERVER_ENABLE_PROXY_EXTENSION:-false}",
      description = "Offer proxy extensions.")
  public boolean proxyExtension;

  @Option(
      names = "--disable-swagger-ui",
      defaultValue = "${env:ARGOCD_SERVER_DISABLE_SWAGGER_UI:-false}",
      description = "Do not serve /swagger-ui.")
  public boolean swaggerUiDisabled;
}
