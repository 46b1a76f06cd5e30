package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.SourceException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The address of a Git repository in one of the forms that are allowed: `https://`, `http://`,
/// `ssh://`, `user@host:path`, `file://` and an absolute path. Everything else (`git://`, `ext::`,
/// options that look like addresses) is refused.
///
/// @param scheme how it is reached
/// @param address what is dialled, without a password
/// @param host lower case; empty for a path
/// @param user the user in the address; empty when there is none
/// @param password the password in the address, or null; never part of a message
public record GitUrl(
    Scheme scheme, String address, String host, String user, @Nullable String password) {

  /// The transports.
  public enum Scheme {
    FILE,
    HTTP,
    HTTPS,
    SSH
  }

  private static final Pattern SCP =
      Pattern.compile("(?:([A-Za-z0-9_.+-]+)@)?([A-Za-z0-9._\\[\\]-]+):(?!//)([^\\s]+)");

  /// Reads an address as a user writes it in `repoURL`.
  public static GitUrl parse(String text) throws SourceException {
    String url = text.strip();
    if (url.isEmpty() || url.startsWith("-") || hasControl(url)) {
      throw refused(url);
    }
    if (url.startsWith("/")) {
      return new GitUrl(Scheme.FILE, url, "", "", null);
    }
    if (!url.contains("://")) {
      Matcher scp = SCP.matcher(url);
      if (!scp.matches() || scp.group(2).startsWith("-") || scp.group(3).startsWith("-")) {
        throw refused(url);
      }
      String user = scp.group(1) == null ? "" : scp.group(1);
      String host = scp.group(2).toLowerCase(Locale.ROOT);
      String address = (user.isEmpty() ? "" : user + "@") + host + ":" + scp.group(3);
      return new GitUrl(Scheme.SSH, address, host, user, null);
    }
    return parseUri(url);
  }

  private static GitUrl parseUri(String url) throws SourceException {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw refused(url);
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (scheme.equals("file")) {
      if (uri.getRawAuthority() != null || !path.startsWith("/")) {
        throw refused(url);
      }
      return new GitUrl(Scheme.FILE, path, "", "", null);
    }
    var kind =
        switch (scheme) {
          case "http" -> Scheme.HTTP;
          case "https" -> Scheme.HTTPS;
          case "ssh", "git+ssh", "ssh+git" -> Scheme.SSH;
          default -> throw refused(url);
        };
    if (uri.getHost() == null || uri.getHost().startsWith("-")) {
      throw refused(url);
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    String info = uri.getUserInfo() == null ? "" : uri.getUserInfo();
    int colon = info.indexOf(':');
    String user = colon < 0 ? info : info.substring(0, colon);
    String password = colon < 0 ? null : info.substring(colon + 1);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String prefix = kind == Scheme.SSH ? (user.isEmpty() ? "" : user + "@") : "";
    String address =
        (kind == Scheme.SSH ? "ssh" : scheme)
            + "://"
            + prefix
            + host
            + port
            + uri.getRawPath()
            + query;
    return new GitUrl(kind, address, host, user, password);
  }

  /// What two spellings of one repository have in common: host in lower case, no password, no
  /// trailing slash, no `.git`.
  public String normalized() {
    String text = address;
    if (scheme == Scheme.SSH && !text.startsWith("ssh://")) {
      text = "ssh://" + text.replaceFirst(":", "/");
    }
    while (text.endsWith("/") && text.length() > 1) {
      text = text.substring(0, text.length() - 1);
    }
    return text.endsWith(".git") ? text.substring(0, text.length() - 4) : text;
  }

  /// The address, without a password.
  @Override
  public String toString() {
    return address;
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  /// Any text that may be an address, without what may be a password in it; for messages.
  public static String masked(String url) {
    return url.replaceFirst("://[^/]*@", "://");
  }

  private static SourceException refused(String url) {
    return new SourceException(
        Reason.INVALID,
        "'%s' is not a repository URL: use https://, http://, ssh://, user@host:path or file://"
            .formatted(masked(url)));
  }
}
