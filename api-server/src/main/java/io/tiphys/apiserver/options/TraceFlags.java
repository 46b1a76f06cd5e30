package io.tiphys.apiserver.options;

import java.util.List;
import picocli.CommandLine.Option;

/// Where traces go.
public final class TraceFlags {

  private static final String PREFIX = "ARGOCD_SERVER_OTLP_";

  @Option(
      names = "--otlp-address",
      defaultValue = "${env:" + PREFIX + "ADDRESS:-}",
      description = "The OpenTelemetry collector as host:port.")
  public String address = "";

  @Option(
      names = "--otlp-insecure",
      defaultValue = "${env:" + PREFIX + "INSECURE:-true}",
      description = "No TLS to it (default ${DEFAULT-VALUE}).")
  public boolean insecure;

  @Option(
      names = "--otlp-headers",
      split = ",",
      defaultValue = "${env:" + PREFIX + "HEADERS:-}",
      description = "Headers to send, as key=value.")
  public List<String> headers = List.of();

  @Option(
      names = "--otlp-attrs",
      split = ",",
      defaultValue = "${env:" + PREFIX + "ATTRS:-}",
      description = "Attributes to send, as key:value.")
  public List<String> attributes = List.of();

  @Option(
      names = "--otlp-sample-ratio",
      defaultValue = "${env:" + PREFIX + "SAMPLE_RATIO:-1.0}",
      description = "The share of traces to send (default ${DEFAULT-VALUE}).")
  public double sampleRatio;

  @Option(names = "--gloglevel", hidden = true, description = "Accepted: there is no glog here.")
  public int glogLevel;
}
