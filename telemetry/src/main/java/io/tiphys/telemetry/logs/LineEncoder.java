package io.tiphys.telemetry.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Gathers what an event says and writes it as one line.
final class LineEncoder extends EncoderBase<ILoggingEvent> {

  private static final Set<String> RESERVED = Set.of("time", "level", "msg");

  private final Line line;

  /// How a line is written.
  interface Line {
    /// @param fields the event's keys and values, by name; without the three of every event
    String write(String time, String level, String message, Map<String, Object> fields);
  }

  LineEncoder(Line line) {
    this.line = line;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String time =
        Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.SECONDS).toString();
    String text =
        line.write(time, level(event), String.valueOf(event.getFormattedMessage()), fields(event));
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  private static Map<String, Object> fields(ILoggingEvent event) {
    var fields = new TreeMap<String, Object>();
    event.getMDCPropertyMap().forEach((key, value) -> put(fields, key, value));
    var pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> put(fields, pair.key, pair.value == null ? "null" : pair.value));
    }
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      String message = thrown.getMessage();
      put(fields, "error", thrown.getClassName() + (message == null ? "" : ": " + message));
      put(fields, "stack", ThrowableProxyUtil.asString(thrown));
    }
    return fields;
  }

  /// A key that every line has already is renamed as the original's logger does.
  private static void put(Map<String, Object> fields, String key, Object value) {
    fields.put(RESERVED.contains(key) ? "fields." + key : key, value);
  }

  private static String level(ILoggingEvent event) {
    int level = event.getLevel().toInt();
    if (level >= Level.ERROR_INT) {
      return "error";
    }
    if (level >= Level.WARN_INT) {
      return "warning";
    }
    if (level >= Level.INFO_INT) {
      return "info";
    }
    return level >= Level.DEBUG_INT ? "debug" : "trace";
  }
}
