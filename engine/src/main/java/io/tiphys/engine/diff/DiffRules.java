package io.tiphys.engine.diff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What a comparison leaves out, from `resource.compareoptions` of `argocd-cm`.
///
/// @param ignoreStatus of which kinds the member `status` is left out
/// @param ignoreAggregatedRoles whether the rules of a ClusterRole with an `aggregationRule` are
public record DiffRules(IgnoreStatus ignoreStatus, boolean ignoreAggregatedRoles) {

  /// The values of `ignoreResourceStatusField`.
  public enum IgnoreStatus {
    ALL,
    CRD,
    OFF;

    /// @param setting `all`, `crd`, `off` or `none`; the setting's default for any other text
    public static IgnoreStatus of(String setting) {
      return switch (setting) {
        case "crd" -> CRD;
        case "off", "none" -> OFF;
        default -> ALL;
      };
    }
  }

  /// What holds when nothing is configured.
  public static DiffRules defaults() {
    return new DiffRules(IgnoreStatus.ALL, false);
  }

  /// The same for equal rules, in every process and version that judges alike: a part of the key
  /// under which an answer is kept.
  public String digest() {
    String words =
        "rules/1 ignoreStatus="
            + ignoreStatus.name()
            + " ignoreAggregatedRoles="
            + ignoreAggregatedRoles;
    try {
      var hash =
          MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("this JVM has no SHA-256", absent);
    }
  }
}
