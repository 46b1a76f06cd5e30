package io.tiphys.telemetry.logs;

/// The value of a log event's key that is JSON already: a log in JSON has it as it is, one in text
/// as a text.
///
/// @param text valid JSON without line ends
public record Json(String text) {

  @Override
  public String toString() {
    return text;
  }
}
