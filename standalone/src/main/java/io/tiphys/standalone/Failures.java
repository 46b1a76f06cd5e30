package io.tiphys.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Words for what can go wrong at the start: one sentence and an exit code. A stack trace is for
/// defects only.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  /// Something in the surroundings is not as it should be.
  static final int SURROUNDINGS = 1;

  /// The command line makes no sense.
  static final int USAGE = 2;

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    var err = command.getErr();
    err.println("tiphys: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See '" + command.getCommandSpec().qualifiedName(" ") + " --help'.");
    return USAGE;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException taken) {
        command
            .getErr()
            .printf(
                "tiphys: port %d is in use; end what uses it, or give another --port%n",
                taken.getPort());
        return SURROUNDINGS;
      }
    }
    if (isExpected(e)) {
      command.getErr().println("tiphys: " + sentence(e));
    } else {
      LoggerFactory.getLogger(Failures.class).error("{} cannot start", name(command), e);
      command.getErr().println("tiphys: a defect stopped " + name(command) + ": " + e);
    }
    return e instanceof IllegalArgumentException ? USAGE : SURROUNDINGS;
  }

  private static boolean isExpected(Exception e) {
    return e instanceof IOException
        || e instanceof UncheckedIOException
        || e instanceof BindException
        || e.getClass() == IllegalStateException.class
        || e.getClass() == IllegalArgumentException.class;
  }

  private static String sentence(Exception e) {
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName(" ");
  }
}
