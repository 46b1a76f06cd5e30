package io.tiphys.apiserver.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two API servers of one installation.
class StatesInRedisIT {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Repository SHOP =
      RepositoryBuilder.builder().repo("https://git.example.org/shop").password("p4ss").build();

  private final TestingRedis redis = TestingRedis.start();
  private final SealedCache cache =
      new SealedCache(
          RedisAddress.of(redis.address()),
          Seal.derivedFrom(new byte[32], "test"),
          SealedCacheSettings.defaults(),
          CacheListener.NONE);
  private final List<String> tries = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Optional<RepoServerDoor.Failure> failure = Optional.empty();
  private final ConnectionStates one = server("one");
  private final ConnectionStates other = server("other");

  private ConnectionStates server(String name) {
    return new ConnectionStates(
        repository -> {
          tries.add(name);
          return failure;
        },
        new StatesInRedis(cache, () -> Optional.of("the installation's"), HOUR),
        HOUR,
        Duration.ofSeconds(20),
        () -> now);
  }

  @AfterEach
  void close() {
    cache.close();
    redis.close();
  }

  private static ConnectionState ask(ConnectionStates server, Repository repository, boolean anew)
      throws InterruptedException {
    return server.of(List.of(repository), anew).getFirst();
  }

  @Test
  void whatOneHasTriedTheOtherKnows() throws Exception {
    failure = Optional.of(new RepoServerDoor.Failure("gone", true));
    ConnectionState tried = ask(one, SHOP, false);
    assertThat(ask(other, SHOP, false)).isEqualTo(tried);
    assertThat(tries).containsExactly("one");
  }

  @Test
  void whatOneTriesAnewTheOtherHearsOf() throws Exception {
    ask(one, SHOP, false);
    ask(other, SHOP, false);
    now = now.plusSeconds(60);
    failure = Optional.of(new RepoServerDoor.Failure("gone", true));
    ask(one, SHOP, true);
    assertThat(ask(other, SHOP, false).status()).isEqualTo("Failed");
    assertThat(tries).containsExactly("one", "one");
  }

  @Test
  void otherCredentialsAreAnotherRepository() throws Exception {
    ask(one, SHOP, false);
    ask(other, SHOP.withPassword("new"), false);
    assertThat(tries).containsExactly("one", "other");
  }

  @Test
  void whatIsOldIsTriedAgain() throws Exception {
    ask(one, SHOP, false);
    now = now.plus(HOUR).plusSeconds(1);
    ask(other, SHOP, false);
    assertThat(tries).containsExactly("one", "other");
  }

  @Test
  void noCredentialIsInRedis() throws Exception {
    ask(one, SHOP, false);
    String keys = redis.command("KEYS *");
    assertThat(keys).contains("repo-connection|").doesNotContain("p4ss", "git.example.org");
  }

  @Test
  void withoutRedisEachTriesForItself() throws Exception {
    redis.kill();
    assertThat(ask(one, SHOP, false).status()).isEqualTo("Successful");
    assertThat(ask(one, SHOP, false).status()).isEqualTo("Successful");
    assertThat(ask(other, SHOP, false).status()).isEqualTo("Successful");
    assertThat(tries).containsExactly("one", "other");
    redis.restart();
  }
}
