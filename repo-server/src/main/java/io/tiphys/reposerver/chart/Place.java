package io.tiphys.reposerver.chart;

import io.tiphys.reposerver.source.GitUrl;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A Helm repository or a registry, and how to get in. None of its parts but the address may enter
/// a message or a log.
///
/// @param address `https://host/path`, without user and password
/// @param name of what is meant in a registry, such as `team/app`; empty for all of it
/// @param user empty for none
/// @param password empty for none
/// @param insecure believe any certificate
/// @param proxy URL of a proxy; empty for the environment's
/// @param noProxy hosts that are reached without it
/// @param tlsClientCertificate PEM; empty for none
/// @param tlsClientKey PEM; empty for none
public record Place(
    URI address,
    String name,
    String user,
    String password,
    boolean insecure,
    String proxy,
    String noProxy,
    String tlsClientCertificate,
    String tlsClientKey) {

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]++(?:[._-]++[a-z0-9]++)*+(?:/[a-z0-9]++(?:[._-]++[a-z0-9]++)*+)*+");

  /// How to get in, apart from the address.
  ///
  /// @param user empty for the one in the address
  public record Access(
      String user,
      String password,
      boolean insecure,
      String proxy,
      String noProxy,
      String tlsClientCertificate,
      String tlsClientKey) {
    @Override
    public String toString() {
      return "Access";
    }
  }

  /// A repository of charts with an `index.yaml`.
  ///
  /// @param url `https://` or `http://`
  public static Place ofCharts(String url, Access access) throws SourceException {
    URI uri = parsed(url.strip(), url);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw refused(url, "use https:// or http://");
    }
    return of(uri, scheme, uri.getRawPath(), "", access);
  }

  /// Something in a registry, or all of it.
  ///
  /// @param url with or without `oci://`
  /// @param overHttp speak HTTP with it
  public static Place ofRegistry(String url, boolean overHttp, Access access)
      throws SourceException {
    String text = url.strip();
    if (text.startsWith("oci://")) {
      text = text.substring("oci://".length());
    }
    if (text.contains("://")) {
      throw refused(url, "use oci://host/path or host:port/path");
    }
    String scheme = overHttp ? "http" : "https";
    URI uri = parsed(scheme + "://" + text, url);
    String name = uri.getPath().replaceAll("^/+|/+$", "");
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      throw refused(url, "the path in a registry has small letters, digits, '.', '_', '-' and '/'");
    }
    return of(uri, scheme, "", name, access);
  }

  private static Place of(URI uri, String scheme, String path, String name, Access access)
      throws SourceException {
    String host = uri.getHost();
    if (host == null || host.startsWith("-")) {
      throw refused(uri.toString(), "it names no host");
    }
    String info = uri.getUserInfo();
    int colon = info == null ? -1 : info.indexOf(':');
    String infoUser = info == null ? "" : colon < 0 ? info : info.substring(0, colon);
    String infoPassword = info == null || colon < 0 ? "" : info.substring(colon + 1);
    boolean isGiven = !access.user().isEmpty() || !access.password().isEmpty();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String address = scheme + "://" + host.toLowerCase(Locale.ROOT) + port;
    return new Place(
        URI.create(address + path),
        name,
        isGiven ? access.user() : infoUser,
        isGiven ? access.password() : infoPassword,
        access.insecure(),
        access.proxy(),
        access.noProxy(),
        access.tlsClientCertificate(),
        access.tlsClientKey());
  }

  /// Basic authentication; null without user and password.
  @Nullable String basic() {
    return user.isEmpty() && password.isEmpty() ? null : Authorizations.basic(user, password);
  }

  private static URI parsed(String text, String given) throws SourceException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw refused(given, "it cannot be read"); // its message would repeat a password
    }
  }

  private static SourceException refused(String url, String why) {
    String shown = url.contains("://") ? GitUrl.masked(url) : url.replaceFirst("^[^/]*@", "");
    return new SourceException(Reason.INVALID, "'%s' is no such URL: %s".formatted(shown, why));
  }

  @Override
  public String toString() {
    return name.isEmpty() ? address.toString() : address + "/" + name;
  }
}
