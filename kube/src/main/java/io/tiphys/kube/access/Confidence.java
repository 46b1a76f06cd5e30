package io.tiphys.kube.access;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a server was told in confidence, to be kept when it repeats it.
///
/// @param secrets in each form, the longest first
record Confidence(List<String> secrets) {

  private static final String HIDDEN = "xxxxx";
  private static final String BASIC = "Basic ";

  /// Shorter ones would be found in any text, and protect nothing.
  private static final int SHORTEST = 3;

  /// @param authorization the header's value; null for none
  static Confidence of(@Nullable String authorization) {
    if (authorization == null) {
      return new Confidence(List.of());
    }
    String credentials = authorization.substring(authorization.indexOf(' ') + 1);
    var secrets = new ArrayList<String>();
    add(secrets, credentials);
    if (authorization.startsWith(BASIC)) {
      String pair = decoded(credentials);
      add(secrets, pair.substring(pair.indexOf(':') + 1));
    }
    return new Confidence(List.copyOf(secrets));
  }

  private static void add(List<String> secrets, String secret) {
    if (secret.length() >= SHORTEST) {
      secrets.add(secret);
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /// What the server said, without that.
  String keptIn(String text) {
    String kept = text;
    for (String secret : secrets) {
      kept = kept.replace(secret, HIDDEN);
    }
    return kept;
  }
}
