package io.tiphys.model.cluster;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A program that gets a token for a cluster.
///
/// @param config passed to the program as it is
/// @param unknown members that this record does not know
@RecordBuilder
public record ExecProviderConfig(
    String command,
    List<String> args,
    Map<String, String> env,
    String apiVersion,
    String installHint,
    boolean provideClusterInfo,
    @Nullable Object config,
    Unknown unknown)
    implements ExecProviderConfigBuilder.With {

  public ExecProviderConfig {
    command = Zero.text(command);
    args = Zero.list(args);
    env = Zero.map(env);
    apiVersion = Zero.text(apiVersion);
    installHint = Zero.text(installHint);
    unknown = Zero.unknown(unknown);
  }

  /// Tells no secret.
  @Override
  public String toString() {
    return "ExecProviderConfig[" + command + "]";
  }
}
