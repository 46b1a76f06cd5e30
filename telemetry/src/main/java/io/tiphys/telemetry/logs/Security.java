package io.tiphys.telemetry.logs;

/// How much an event matters to those who look for attacks: the values of the log's `security`
/// field (docs/operator-manual/security.md of Argo CD).
public enum Security {
  /// Nothing out of the ordinary, such as a login.
  LOW(1),
  /// Likely a mistake, such as an access that was denied.
  MEDIUM(2),
  /// Likely malicious, without an effect.
  HIGH(3),
  /// Malicious or exploitable, with an effect.
  CRITICAL(4),
  /// An attack, and nothing else: passwords tried one after the other.
  EMERGENCY(5);

  /// The key of the field.
  public static final String FIELD = "security";

  private final int level;

  Security(int level) {
    this.level = level;
  }

  public int level() {
    return level;
  }
}
