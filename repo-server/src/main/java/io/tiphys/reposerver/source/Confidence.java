package io.tiphys.reposerver.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a remote was shown in confidence, to be kept when it repeats it in an error.
///
/// @param secrets in each form, the longest first
record Confidence(List<String> secrets) {

  private static final String HIDDEN = "xxxxx";

  /// Shorter ones would be found in any text, and protect nothing.
  private static final int SHORTEST = 3;

  static Confidence in(Remote remote) {
    Set<String> secrets = new LinkedHashSet<>();
    switch (remote.credentials()) {
      case Remote.Credentials.Password(var user, var password) -> add(secrets, user, password);
      case Remote.Credentials.BearerToken(var token) -> add(secrets, "", token);
      case Remote.Credentials.Anonymous() -> {}
      case Remote.Credentials.SshKey(var pem) -> add(secrets, "", pem);
    }
    add(secrets, remote.url().user(), remote.url().password());
    return new Confidence(
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
  }

  private static void add(Set<String> secrets, String user, @Nullable String secret) {
    if (secret == null || secret.length() < SHORTEST) {
      return;
    }
    secrets.add(secret);
    secrets.add(URLEncoder.encode(secret, UTF_8));
    secrets.add(new String(secret.getBytes(UTF_8), ISO_8859_1)); // as a header is read
    secrets.add(base64(secret));
    for (String name : List.of(user, HttpAccess.TOKEN_USER)) {
      secrets.add(base64(name + ":" + secret)); // as basic authentication says it
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /// What the remote said, without that.
  String keptIn(String text) {
    String kept = text;
    for (String secret : secrets) {
      kept = kept.replace(secret, HIDDEN);
    }
    return kept;
  }
}
