package io.tiphys.apiserver.repository;

import io.tiphys.model.repository.Repository;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes credentials out of what callers are shown: out of URLs, and out of what Git, a registry or
/// a proxy said, which may repeat them.
public final class Redaction {

  /// As Go's `URL.Redacted` writes it.
  static final String MASK = "xxxxx";

  private static final Pattern URL =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,20}://)([^/?#\\s]*)([^\\s'\"<>]*)");

  /// An authority that cannot be one: what stands behind the colon is no port.
  private static final Pattern ODD_PORT = Pattern.compile("[^:@\\[\\]]*:(?!\\d*$).*");

  /// How tokens of the large hosts begin; they may stand where a user does.
  private static final Pattern TOKEN =
      Pattern.compile(
          "(gh[pousr]_|github_pat_|gl(pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct)-|ATBB|ATCTT|npm_|dckr_pat_).*");

  private static final int SHORTEST = 3;
  private static final int SHORTEST_LINE = 16;

  private Redaction() {}

  /// A URL without a password; its user stays, unless it is a token. Any other text stays as it is.
  public static String url(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.lookingAt()) {
      return url;
    }
    return matcher.group(1)
        + authority(matcher.group(2), matcher.group(3))
        + url.substring(matcher.end());
  }

  /// A user's name, unless it is a token.
  public static String user(String name) {
    return TOKEN.matcher(name).matches() ? MASK : name;
  }

  /// What somebody said of a repository, without its credentials and without those of any URL.
  public static String text(String text, Repository about) {
    String clean = text;
    for (String secret : secrets(about)) {
      clean = clean.replace(secret, MASK);
    }
    return urls(clean);
  }

  /// What somebody said, without the passwords of URLs.
  public static String urls(String text) {
    return URL.matcher(text)
        .replaceAll(match ->
            Matcher.quoteReplacement(match.group(1) + authority(match.group(2), match.group(3))));
  }

  private static String authority(String authority, String rest) {
    int at = authority.lastIndexOf('@');
    if (at >= 0) {
      String info = authority.substring(0, at);
      int colon = info.indexOf(':');
      String user = user(colon < 0 ? info : info.substring(0, colon));
      return user + (colon < 0 ? "" : ":" + MASK) + authority.substring(at) + rest;
    }
    // a slash in a password ends what looks like the authority
    int later = rest.lastIndexOf('@');
    if (later >= 0 && ODD_PORT.matcher(authority).matches()) {
      return user(authority.substring(0, authority.indexOf(':')))
          + ":"
          + MASK
          + rest.substring(later);
    }
    return authority + rest;
  }

  /// Each credential in the forms in which it may be repeated, the longest first.
  private static List<String> secrets(Repository repository) {
    var secrets = new LinkedHashSet<String>();
    for (String secret :
        List.of(
            repository.password(),
            repository.bearerToken(),
            repository.sshPrivateKey(),
            repository.tlsClientCertKey(),
            repository.githubAppPrivateKey(),
            repository.gcpServiceAccountKey(),
            repository.azureServicePrincipalClientSecret(),
            password(repository.proxy()),
            password(repository.repo()))) {
      if (secret.isEmpty()) {
        continue;
      }
      secrets.add(secret);
      secrets.add(secret.strip());
      secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      secrets.add(base64(secret));
      secrets.add(base64(repository.username() + ":" + secret)); // basic authentication
      secret.lines().filter(line -> line.length() >= SHORTEST_LINE).forEach(secrets::add);
    }
    return secrets.stream()
        .filter(secret -> secret.length() >= SHORTEST)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String password(String url) {
    Matcher matcher = URL.matcher(url);
    if (!matcher.lookingAt()) {
      return "";
    }
    String authority = matcher.group(2);
    int at = authority.lastIndexOf('@');
    int colon = authority.indexOf(':');
    return colon >= 0 && colon < at ? authority.substring(colon + 1, at) : "";
  }
}
