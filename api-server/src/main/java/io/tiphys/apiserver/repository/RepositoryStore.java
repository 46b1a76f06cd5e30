package io.tiphys.apiserver.repository;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import io.tiphys.settings.Repositories;
import io.tiphys.settings.RepositoryData;
import io.tiphys.settings.RepositoryUrl;
import io.tiphys.settings.SettingsWatch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Registers repositories in Secrets. Returns when the settings of this process show what was
/// written.
final class RepositoryStore {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KubeClient client;
  private final String namespace;
  private final SettingsWatch settings;
  private final RepoServerDoor repoServer;

  RepositoryStore(
      KubeClient client, String namespace, SettingsWatch settings, RepoServerDoor repoServer) {
    this.client = client;
    this.namespace = namespace;
    this.settings = settings;
    this.repoServer = repoServer;
  }

  /// Registers a repository that can be connected to. Doing it again changes nothing.
  ///
  /// @param upsert change one that is registered otherwise
  /// @throws Refusal INVALID_ARGUMENT when it is registered otherwise; as the repo server says when
  ///   it cannot be connected to, and nothing is stored
  Repository create(Purpose purpose, Repository given, boolean upsert, Call call)
      throws InterruptedException {
    Repository wanted = normalized(given);
    call.require(purpose.resource(), "create", RegisteredRepositories.object(wanted));
    testBefore(purpose, wanted);
    Optional<Repository> existing = stored(purpose, wanted);
    if (existing.isEmpty() && make(purpose, wanted)) {
      return wanted;
    }
    Repository other = existing.or(() -> stored(purpose, wanted)).orElseThrow(() -> taken(wanted));
    if (other.equals(wanted)) {
      return other;
    }
    if (!upsert) {
      throw Refusal.invalid(
          SpecDifference.message(purpose.adjective() + "repository", other, wanted));
    }
    return update(purpose, wanted, call);
  }

  /// Those of a project are tested by whoever makes them, as with the original.
  private void testBefore(Purpose purpose, Repository wanted) {
    switch (purpose) {
      case READ -> {
        if (wanted.project().isEmpty()) {
          repoServer.test(settings.current().repositories().withTemplate(wanted));
        }
      }
      case WRITE -> {
        if (!Repositories.hasCredentials(wanted)) {
          throw Refusal.invalid("missing credentials in request");
        }
        repoServer.test(wanted);
      }
    }
  }

  private boolean make(Purpose purpose, Repository wanted) throws InterruptedException {
    try {
      secrets(purpose)
          .create(
              purpose.repositoryName(wanted.repo(), wanted.project()),
              RepositoryData.of(wanted, Map.of()));
    } catch (Refusal e) {
      if (e.code() == Status.Code.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
    awaitShown(purpose, wanted);
    return true;
  }

  /// @throws Refusal NOT_FOUND
  Repository update(Purpose purpose, Repository given, Call call) throws InterruptedException {
    Repository wanted = normalized(given);
    call.require(purpose.resource(), "update", RegisteredRepositories.object(wanted));
    if (!secrets(purpose).update(isOf(wanted), before -> RepositoryData.of(wanted, before))) {
      throw notFound(wanted.repo());
    }
    awaitShown(purpose, wanted);
    return wanted;
  }

  /// @throws Refusal NOT_FOUND
  void delete(Purpose purpose, Repository registered, Call call) throws InterruptedException {
    call.require(purpose.resource(), "delete", RegisteredRepositories.object(registered));
    if (!secrets(purpose).remove(isOf(registered))) {
      throw notFound(registered.repo());
    }
    settings.await(
        now -> purpose.of(now).exactly(registered.repo(), registered.project()).isEmpty(),
        PATIENCE);
  }

  private void awaitShown(Purpose purpose, Repository wanted) throws InterruptedException {
    settings.await(
        now ->
            purpose
                .of(now)
                .exactly(wanted.repo(), wanted.project())
                .filter(wanted::equals)
                .isPresent(),
        PATIENCE);
  }

  private Optional<Repository> stored(Purpose purpose, Repository wanted) {
    return secrets(purpose)
        .find(isOf(wanted))
        .map(data -> RepositoryData.repository(data, unreadable -> {}));
  }

  private TypedSecrets secrets(Purpose purpose) {
    return new TypedSecrets(client, namespace, purpose.repositoryType());
  }

  private static Predicate<Map<String, String>> isOf(Repository repository) {
    return data ->
        data.getOrDefault("project", "").equals(repository.project())
            && RepositoryUrl.areSame(data.getOrDefault("url", ""), repository.repo());
  }

  /// What is stored of a repository, as it is read again.
  private static Repository normalized(Repository given) {
    String url = GivenUrl.require(given.repo());
    return RepositoryBuilder.builder(given)
        .repo(url)
        .type(GivenType.require(given.type()))
        .connectionState(ConnectionState.EMPTY)
        .inheritedCreds(false)
        .unknown(null)
        .build();
  }

  private static Refusal taken(Repository wanted) {
    return Refusal.exists(
        "repository \"%s\" already exists".formatted(Redaction.url(wanted.repo())));
  }

  private static Refusal notFound(String url) {
    return Refusal.notFound("repo '%s' not found".formatted(Redaction.url(url)));
  }
}
