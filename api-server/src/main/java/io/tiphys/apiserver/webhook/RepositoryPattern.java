package io.tiphys.apiserver.webhook;

import com.google.re2j.Pattern;
import java.util.Optional;

/// All the ways to write the address of one repository in an Application: by `https://`, `http://`,
/// `ssh://` or as `git@host:path`, with a user, another port, `ssh.` or `www.` in front of the
/// host, `.git` at the end, and in any case.
final class RepositoryPattern {

  private static final int MAX_LENGTH = 2048;
  private static final Pattern URL =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9+.-]*:)?//(?:[^/?#]*@)?(\\[[0-9A-Fa-f:.]+\\]|[^/?#:@]+)(?::[0-9]*)?"
              + "/([^?#]+?)/?(?:[?#].*)?");
  private static final String USER = "(?:[\\w.][\\w.-]{0,30}[\\w.$-]?@)?";

  private final Pattern pattern;

  private RepositoryPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /// @param url of a repository's page or of a clone of it
  /// @return none when it names no host or no path
  static Optional<RepositoryPattern> of(String url) {
    var matcher = URL.matcher(url);
    if (url.length() > MAX_LENGTH || !matcher.matches()) {
      return Optional.empty();
    }
    String path = matcher.group(2);
    String host = matcher.group(1).replaceFirst("^(?i)www\\.", "");
    String bare = path.endsWith(".git") ? path.substring(0, path.length() - 4) : path;
    return Optional.of(
        new RepositoryPattern(
            Pattern.compile(
                "(?:(?:https?|ssh)://)?"
                    + USER
                    + "(?:(?:alt)?ssh\\.|www\\.)?"
                    + Pattern.quote(host)
                    + "(?::[0-9]+)?[:/]"
                    + Pattern.quote(bare)
                    + "(?:\\.git)?",
                Pattern.CASE_INSENSITIVE)));
  }

  boolean matches(String repoUrl) {
    return pattern.matches(repoUrl);
  }
}
