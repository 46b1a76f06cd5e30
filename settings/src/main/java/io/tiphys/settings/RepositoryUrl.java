package io.tiphys.settings;

import java.util.Locale;
import java.util.regex.Pattern;

/// Tells whether two texts name one repository: case, `.git`, a slash at the end and the two ways
/// to write an SSH address (`git@host:path` and `ssh://git@host/path`) make no difference.
public final class RepositoryUrl {

  private static final Pattern SSH = Pattern.compile("(?:ssh://)?[^/:]*?@[^@]+");

  private RepositoryUrl() {}

  /// The form that is compared.
  public static String normalized(String url) {
    String text = url.strip().toLowerCase(Locale.ROOT);
    if (SSH.matcher(text).matches()) {
      if (text.startsWith("ssh://")) {
        text = text.substring("ssh://".length());
      } else {
        text = text.replaceFirst(":", "/");
      }
    }
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    return text.endsWith(".git") ? text.substring(0, text.length() - 4) : text;
  }

  /// The form in which URLs of repositories begin that a template is for. A slash at its end stays.
  public static String prefix(String url) {
    String text = normalized(url);
    return url.strip().endsWith("/") ? text + "/" : text;
  }

  public static boolean areSame(String one, String other) {
    return normalized(one).equals(normalized(other));
  }
}
