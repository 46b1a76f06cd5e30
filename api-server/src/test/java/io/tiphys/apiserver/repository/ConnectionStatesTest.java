package io.tiphys.apiserver.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ConnectionStatesTest {

  private static final Repository ONE = RepositoryBuilder.builder().repo("https://one").build();

  private final List<String> tried = new CopyOnWriteArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Optional<RepoServerDoor.Failure> failure = Optional.empty();
  private final ConnectionStates states =
      new ConnectionStates(
          repository -> {
            tried.add(repository.repo() + " " + repository.password());
            return failure;
          },
          ToldStates.NONE,
          Duration.ofHours(1),
          Duration.ofSeconds(20),
          () -> now);

  private ConnectionState state(Repository repository, boolean anew) throws InterruptedException {
    return states.of(List.of(repository), anew).getFirst();
  }

  @Test
  void a_repository_is_tried_once_an_hour() throws Exception {
    assertThat(state(ONE, false).status()).isEqualTo("Successful");
    assertThat(state(ONE, false).attemptedAt()).isEqualTo(now);
    now = now.plus(Duration.ofMinutes(61));
    assertThat(state(ONE, false).attemptedAt()).isEqualTo(now);
    assertThat(tried).hasSize(2);
  }

  @Test
  void who_insists_has_it_tried_anew() throws Exception {
    state(ONE, false);
    failure =
        Optional.of(new RepoServerDoor.Failure("rpc error: code = Unknown desc = gone", true));
    assertThat(state(ONE, true).message())
        .isEqualTo("Unable to connect to repository: rpc error: code = Unknown desc = gone");
    assertThat(state(ONE, false).status()).isEqualTo("Failed");
    assertThat(tried).hasSize(2);
  }

  @Test
  void other_credentials_are_tried_at_once() throws Exception {
    state(ONE, false);
    state(ONE.withPassword("new"), false);
    assertThat(tried).containsExactly("https://one ", "https://one new");
  }

  @Test
  void a_silent_repo_server_says_nothing_of_the_repository() throws Exception {
    failure = Optional.of(new RepoServerDoor.Failure("silent", false));
    assertThat(state(ONE, false).status()).isEqualTo("Failed");
    failure = Optional.empty();
    assertThat(state(ONE, false).status()).isEqualTo("Successful");
  }

  @Test
  void who_asks_does_not_wait_for_ever() throws Exception {
    var isOver = new CountDownLatch(1);
    var slow =
        new ConnectionStates(
            repository -> {
              try {
                isOver.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return Optional.empty();
            },
            ToldStates.NONE,
            Duration.ofHours(1),
            Duration.ofMillis(10),
            () -> now);
    assertThat(slow.of(List.of(ONE), false).getFirst().status()).isEqualTo("Unknown");
    isOver.countDown();
    while (!slow.of(List.of(ONE), false).getFirst().status().equals("Successful")) {
      Thread.sleep(1);
    }
  }

  @Test
  void what_is_not_registered_any_more_is_forgotten() throws Exception {
    state(ONE, false);
    states.retain(List.of());
    state(ONE, false);
    assertThat(tried).hasSize(2);
  }
}
