package io.tiphys.reposerver.chart;

import io.tiphys.model.json.JsonTree;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Speaks with a registry (https://github.com/opencontainers/distribution-spec) and logs in where
/// it asks for that.
final class Registry {

  private static final String JSON = "application/json";
  private static final String MANIFEST =
      "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";
  private static final long MAX_DOCUMENT = 4 << 20;
  private static final int MAX_PAGES = 100;
  private static final int MAX_TAGS = 100_000;
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");
  private static final Pattern REFERENCE =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}|sha256:[0-9a-f]{64}");

  private final Place place;
  private final Conversation http;
  private @Nullable String authorization;

  Registry(Place place, Conversation http) {
    this.place = place;
    this.http = http;
  }

  /// Whether it lets us in.
  void ping() throws IOException, InterruptedException, SourceException {
    document(place.address().resolve("/v2/"), JSON, "ping registry");
  }

  /// The tags, as the registry orders them.
  List<String> tags() throws IOException, InterruptedException, SourceException {
    var tags = new ArrayList<String>();
    URI page = of("tags/list?n=1000");
    for (int i = 0; i < MAX_PAGES && page != null; i++) {
      var answer = document(page, JSON, "get tags");
      for (Object tag : JsonTree.listOrEmpty(answer.tree().get("tags"))) {
        tags.add(String.valueOf(tag));
      }
      if (tags.size() > MAX_TAGS) {
        throw new SourceException(
            Reason.TOO_LARGE, "the registry has more than %d tags".formatted(MAX_TAGS));
      }
      page = next(page, answer.link());
    }
    return tags;
  }

  /// The manifest of a tag or digest.
  Map<String, @Nullable Object> manifest(String reference)
      throws IOException, InterruptedException, SourceException {
    if (!REFERENCE.matcher(reference).matches()) {
      throw new SourceException(
          Reason.INVALID, "'%s' is neither a tag nor a digest".formatted(reference));
    }
    return document(of("manifests/" + reference), MANIFEST, "get manifest").tree();
  }

  /// The configuration that a manifest names.
  Map<String, @Nullable Object> configuration(Map<String, @Nullable Object> manifest)
      throws IOException, InterruptedException, SourceException {
    String digest =
        String.valueOf(JsonTree.objectOrEmpty(manifest.get("config")).getOrDefault("digest", ""));
    if (!digest.startsWith("sha256:") || !REFERENCE.matcher(digest).matches()) {
      throw new SourceException(Reason.REMOTE, "the manifest names no configuration");
    }
    var answer = document(of("blobs/" + digest), "*/*", "get configuration");
    if (!digest.equals("sha256:" + answer.digest())) {
      throw new SourceException(Reason.REMOTE, "the configuration is not what its digest says");
    }
    return answer.tree();
  }

  private URI of(String path) {
    return place.address().resolve("/v2/" + place.name() + "/" + path);
  }

  /// @param link of the next page
  private record Document(Map<String, @Nullable Object> tree, String link, String digest) {}

  private Document document(URI uri, String accept, String what)
      throws IOException, InterruptedException, SourceException {
    var answer = http.get(uri, authorization, accept, MAX_DOCUMENT);
    if (answer.status() == 401 && authorization == null) {
      String challenge = answer.header("WWW-Authenticate");
      answer.body().close();
      authorization = logIn(challenge);
      if (authorization != null) {
        answer = http.get(uri, authorization, accept, MAX_DOCUMENT);
      }
    }
    byte[] body = answer.body().readAllBytes();
    if (answer.status() != 200) {
      throw failed(what, answer);
    }
    return new Document(tree(body), answer.header("Link"), sha256(body));
  }

  /// What to show from now on; null when there is nothing to show.
  private @Nullable String logIn(String challenge)
      throws IOException, InterruptedException, SourceException {
    if (!Authorizations.isBearer(challenge)) {
      return place.basic();
    }
    var parameters = Authorizations.parameters(challenge);
    URI realm = realm(parameters.getOrDefault("realm", ""));
    String scope =
        parameters.getOrDefault(
            "scope", place.name().isEmpty() ? "" : "repository:" + place.name() + ":pull");
    String query =
        "service="
            + escaped(parameters.getOrDefault("service", ""))
            + (scope.isEmpty() ? "" : "&scope=" + escaped(scope));
    URI token = URI.create(realm + (realm.getRawQuery() == null ? "?" : "&") + query);
    var answer = http.get(token, place.basic(), JSON, MAX_DOCUMENT);
    byte[] body = answer.body().readAllBytes();
    if (answer.status() != 200) {
      throw failed("log in to registry", answer);
    }
    var tree = tree(body);
    return Optional.ofNullable(tree.get("token"))
        .or(() -> Optional.ofNullable(tree.get("access_token")))
        .map(text -> Authorizations.bearer(text.toString()))
        .orElse(null);
  }

  /// Credentials go where the registry says, but never over HTTP when it is asked over HTTPS.
  private URI realm(String text) throws SourceException {
    try {
      var realm = URI.create(text);
      if (realm.getHost() != null
          && ("https".equals(realm.getScheme())
              || ("http".equals(realm.getScheme())
                  && place.address().getScheme().equals("http")))) {
        return realm;
      }
    } catch (IllegalArgumentException e) {
      // as if it were none
    }
    throw new SourceException(
        Reason.REMOTE, "the registry names no place to log in that can be trusted");
  }

  private @Nullable URI next(URI page, String link) throws SourceException {
    Matcher matcher = NEXT.matcher(link);
    if (!matcher.find()) {
      return null;
    }
    URI next = page.resolve(matcher.group(1));
    if (!page.getAuthority().equals(next.getAuthority())) {
      throw new SourceException(Reason.REMOTE, "the next page of tags is at another host");
    }
    return next;
  }

  private static SourceException failed(String what, Conversation.Answer answer) {
    boolean isUnknown = answer.status() == 401 || answer.status() == 403;
    return new SourceException(
        isUnknown ? Reason.AUTHENTICATION : Reason.REMOTE,
        "failed to %s: %s".formatted(what, answer.statusText()));
  }

  private static Map<String, @Nullable Object> tree(byte[] body) {
    try {
      return JsonTree.objectOrEmpty(JsonTree.parse(body));
    } catch (RuntimeException e) {
      return Map.of(); // some answer a ping with a page
    }
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
