package io.tiphys.flags;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/// Makes flags behave as those of a Go program: `--insecure` is true whatever the environment says,
/// `--insecure=false` is false, a boolean may be written `1` or `t`, and an empty list is empty.
public final class GoFlags {

  private GoFlags() {}

  public static void applyTo(CommandLine command) {
    command.registerConverter(Boolean.class, new GoBoolean());
    command.registerConverter(Boolean.TYPE, new GoBoolean());
    applyTo(command.getCommandSpec());
    command.getSubcommands().values().forEach(GoFlags::applyTo);
  }

  private static void applyTo(CommandSpec spec) {
    for (OptionSpec option : List.copyOf(spec.options())) {
      if (option.usageHelp() || option.versionHelp()) {
        continue;
      }
      if (option.type() == Boolean.TYPE) {
        replace(spec, option, OptionSpec.builder(option).arity("0..1").fallbackValue("true"));
      } else if (option.isMultiValue() && isEmpty(option)) {
        replace(spec, option, OptionSpec.builder(option).defaultValue(null));
      }
    }
  }

  private static void replace(CommandSpec spec, OptionSpec old, OptionSpec.Builder changed) {
    spec.remove(old);
    spec.addOption(changed.build());
  }

  private static boolean isEmpty(ArgSpec option) {
    return "".equals(option.defaultValue());
  }

  /// What `strconv.ParseBool` takes; nothing is false, as for an unset variable.
  private static final class GoBoolean implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String value) {
      return switch (value) {
        case "1", "t", "T", "true", "TRUE", "True" -> true;
        case "0", "f", "F", "false", "FALSE", "False", "" -> false;
        default -> throw new TypeConversionException("'" + value + "' is neither true nor false");
      };
    }
  }
}
