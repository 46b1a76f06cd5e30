package io.tiphys.settings.flags;

import picocli.CommandLine.Option;

/// How a service logs.
public final class LogFlags {

  @Option(
      names = "--logformat",
      defaultValue = "${env:ARGOCD_LOG_FORMAT:-json}",
      description = "json or text (default ${DEFAULT-VALUE}).")
  public String format = "";

  @Option(
      names = "--loglevel",
      defaultValue = "${env:ARGOCD_LOG_LEVEL:-info}",
      description = "debug, info, warn or error (default ${DEFAULT-VALUE}).")
  public String level = "";
}
