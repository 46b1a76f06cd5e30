package io.tiphys.apiserver.repository;

import io.tiphys.model.json.ModelJson;
import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.repository.Repository;
import io.tiphys.trust.seal.Lookup;
import io.tiphys.trust.seal.SealedCache;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// States in Redis. An entry's name is a MAC of all that is configured of a repository: with other
/// credentials it is another one, and nobody who reads Redis can find out credentials by guessing.
final class StatesInRedis implements ToldStates {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "repo-connection|";

  private final SealedCache cache;
  private final Supplier<Optional<String>> secret;
  private final Duration life;

  /// @param secret that all API servers of the installation have; nothing is told without one
  /// @param life for which an entry is kept
  StatesInRedis(SealedCache cache, Supplier<Optional<String>> secret, Duration life) {
    this.cache = cache;
    this.secret = secret;
    this.life = life;
  }

  @Override
  public Map<Repository, ConnectionState> of(Collection<Repository> repositories) {
    var byKey = new HashMap<String, Repository>();
    repositories.forEach(one -> key(one).ifPresent(key -> byKey.put(key, one)));
    var found = new HashMap<Repository, ConnectionState>();
    byKey.forEach((key, repository) -> read(key).ifPresent(state -> found.put(repository, state)));
    return found;
  }

  private Optional<ConnectionState> read(String key) {
    return cache.getAnew(key) instanceof Lookup.Hit(byte[] json)
        ? Optional.of(ModelJson.read(json, ConnectionState.class))
        : Optional.empty();
  }

  @Override
  public void tell(Repository repository, ConnectionState state) {
    key(repository).ifPresent(key -> cache.put(key, ModelJson.write(state), life));
  }

  private Optional<String> key(Repository repository) {
    return secret
        .get()
        .filter(known -> !known.isEmpty())
        .map(known -> PREFIX + HexFormat.of().formatHex(mac(known, ModelJson.write(repository))));
  }

  private static byte[] mac(String secret, byte[] text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update(PREFIX.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
