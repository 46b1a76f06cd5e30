package io.tiphys.standalone;

import io.tiphys.settings.CmdParams;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What `argocd-cmd-params-cm` says, for the flags and variables that were not given: the manifests
/// of the original hand the ConfigMap to each process as variables, and where there are no
/// manifests nobody does.
final class ParamsAsDefaults implements IDefaultValueProvider {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z0-9_]+)");

  private final Map<String, String> params;
  private final Map<String, String> env;

  /// @param service as [CmdParams#environment] takes it
  /// @param env the process' own variables; they win
  ParamsAsDefaults(CmdParams params, String service, Map<String, String> env) {
    this.params = params.environment(service);
    this.env = env;
  }

  /// Parses a command line with these defaults.
  ///
  /// @throws IllegalArgumentException when one of them, or a variable, has no sense; it names the
  ///   flag
  void parse(CommandLine command, List<String> flags) {
    command.setDefaultValueProvider(this);
    try {
      command.parseArgs(flags.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new IllegalArgumentException(
          "%s, or an environment variable: %s".formatted(CmdParams.NAME, e.getMessage()), e);
    }
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    // what picocli says is the default has its variables filled in already
    if (!(argument.userObject() instanceof AnnotatedElement field)
        || !field.isAnnotationPresent(Option.class)) {
      return null;
    }
    Matcher variable = VARIABLE.matcher(field.getAnnotation(Option.class).defaultValue());
    while (variable.find()) {
      String name = variable.group(1);
      if (env.containsKey(name)) {
        return null; // the flag's own default reads it
      }
      if (params.containsKey(name)) {
        return params.get(name);
      }
    }
    return null;
  }
}
