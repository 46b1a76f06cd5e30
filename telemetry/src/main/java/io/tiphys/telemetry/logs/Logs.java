package io.tiphys.telemetry.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sets up the log of a process, on standard error as the original's.
public final class Logs {

  /// They tell of each step of a start; what is worth reading starts at `warn`.
  private static final List<String> TALKATIVE = List.of("org.eclipse.jetty", "org.springframework");

  private Logs() {}

  /// The values of `--logformat`.
  public enum Format {
    /// `time="2026-01-02T03:04:05Z" level=info msg="..." key=value`
    TEXT,
    /// One JSON object a line: `level`, `msg`, `time` and the keys of the event.
    JSON;

    /// @throws IllegalArgumentException when there is no such format
    public static Format of(String name) {
      return switch (name.toLowerCase(Locale.ROOT)) {
        case "text", "" -> TEXT;
        case "json" -> JSON;
        default ->
            throw new IllegalArgumentException(
                "--logformat: unknown log format '" + name + "'; expected text or json");
      };
    }
  }

  /// Replaces what was configured before, for this process.
  ///
  /// @param format `text` or `json`
  /// @param level `debug`, `info`, `warn` or `error`; libraries log from `info` on at most, Jetty
  ///   and Spring from `warn` on
  /// @throws IllegalArgumentException when one of them is unknown
  public static void configure(String format, String level) {
    var encoder =
        switch (Format.of(format)) {
          case TEXT -> new LineEncoder(new TextLine());
          case JSON -> new LineEncoder(new JsonLine());
        };
    Level own = level(level);
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    encoder.setContext(context);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(appender);
    root.setLevel(own.isGreaterOrEqual(Level.INFO) ? own : Level.INFO);
    context.getLogger("io.tiphys").setLevel(own);
    for (String library : TALKATIVE) {
      context.getLogger(library).setLevel(own.isGreaterOrEqual(Level.WARN) ? own : Level.WARN);
    }
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger(); // gRPC logs with java.util.logging
      SLF4JBridgeHandler.install();
    }
  }

  private static Level level(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "trace" -> Level.TRACE;
      case "debug" -> Level.DEBUG;
      case "info", "" -> Level.INFO;
      case "warn", "warning" -> Level.WARN;
      case "error", "fatal", "panic" -> Level.ERROR;
      default ->
          throw new IllegalArgumentException(
              "--loglevel: unknown log level '" + name + "'; expected debug, info, warn or error");
    };
  }
}
