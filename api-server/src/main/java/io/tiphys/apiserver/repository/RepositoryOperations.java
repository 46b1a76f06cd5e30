package io.tiphys.apiserver.repository;

import static io.tiphys.proto.repository.RepositoryServiceGrpc.*;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.application.Application;
import io.tiphys.proto.repository.RepoCreateRequest;
import io.tiphys.proto.repository.RepoQuery;
import io.tiphys.proto.repository.RepoResponse;
import io.tiphys.proto.repository.RepoUpdateRequest;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.proto.v1alpha1.RepositoryList;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `repository.RepositoryService`.
public final class RepositoryOperations {

  /// A list with dead hosts in it does not wait for all of them.
  private static final Duration STATE_PATIENCE = Duration.ofSeconds(20);

  private static final String KEY = "server.secretkey";

  private final RegisteredRepositories registered;
  private final RepositoryStore store;
  private final AccessChecks checks;
  private final SourceQuestions questions;
  private final boolean isHydratorEnabled;

  /// What this room needs of others.
  ///
  /// @param client the cluster of the control plane
  /// @param namespace of the control plane
  /// @param settings followed already
  /// @param repoServer to be asked about repositories
  /// @param applications that exist
  /// @param rules of the projects
  /// @param cache through which API servers tell each other; none where there is one only
  public record Surroundings(
      KubeClient client,
      String namespace,
      SettingsWatch settings,
      RepoServerClient repoServer,
      Applications applications,
      SourceRules rules,
      Optional<SealedCache> cache) {}

  /// Finds Applications.
  @FunctionalInterface
  public interface Applications {
    /// @param qualifiedName `name`, or `namespace/name` outside the namespace of the control plane
    Optional<Application> find(String qualifiedName);
  }

  /// Says which sources projects permit.
  @FunctionalInterface
  public interface SourceRules {
    /// @param project of an Application
    /// @return false for a project that does not exist, too
    boolean permit(String project, String url);
  }

  /// @param stateLife for which a connection's state is good
  ///   (`--connection-status-cache-expiration`)
  /// @param isHydratorEnabled whether there are credentials to push with (`--hydrator-enabled`)
  public RepositoryOperations(Surroundings around, Duration stateLife, boolean isHydratorEnabled) {
    var door = new RepoServerDoor(around.repoServer());
    var settings = around.settings();
    ToldStates others =
        around
            .cache()
            .<ToldStates>map(cache ->
                new StatesInRedis(cache, () -> settings.current().secrets().get(KEY), stateLife))
            .orElse(ToldStates.NONE);
    var states =
        new ConnectionStates(
            door::problem, others, stateLife, STATE_PATIENCE, InstantSource.system());
    registered = new RegisteredRepositories(settings::current, states);
    store = new RepositoryStore(around.client(), around.namespace(), settings, door);
    checks = new AccessChecks(settings::current, door);
    questions = new SourceQuestions(registered, door, around.applications(), around.rules());
    this.isHydratorEnabled = isHydratorEnabled;
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        of(getListMethod(), this::list),
        of(getListRepositoriesMethod(), this::list),
        of(getGetMethod(), (query, call) -> registered.get(Purpose.READ, query, call)),
        of(getListRefsMethod(), questions::refs),
        of(getListOCITagsMethod(), questions::ociTags),
        of(getListAppsMethod(), questions::apps),
        of(getGetAppDetailsMethod(), questions::details),
        of(getGetHelmChartsMethod(), questions::charts),
        of(getCreateMethod(), this::create),
        of(getCreateRepositoryMethod(), this::create),
        of(getUpdateMethod(), this::update),
        of(getUpdateRepositoryMethod(), this::update),
        of(getDeleteMethod(), this::delete),
        of(getDeleteRepositoryMethod(), this::delete),
        of(getValidateAccessMethod(), (query, call) -> checks.check(Purpose.READ, query, call)),
        hydrating(
            getListWriteRepositoriesMethod(),
            (query, call) -> registered.list(Purpose.WRITE, query, call)),
        hydrating(getGetWriteMethod(), (query, call) -> registered.get(Purpose.WRITE, query, call)),
        hydrating(
            getCreateWriteRepositoryMethod(),
            (request, call) -> create(Purpose.WRITE, request, call)),
        hydrating(
            getUpdateWriteRepositoryMethod(),
            (request, call) -> update(Purpose.WRITE, request, call)),
        hydrating(
            getDeleteWriteRepositoryMethod(), (query, call) -> delete(Purpose.WRITE, query, call)),
        hydrating(
            getValidateWriteAccessMethod(),
            (query, call) -> checks.check(Purpose.WRITE, query, call)));
  }

  @FunctionalInterface
  private interface Handler<Q, A> {
    A answer(Q request, Call call) throws InterruptedException;
  }

  private static <Q extends Message, A extends Message> Operation<Q, A> of(
      MethodDescriptor<Q, A> method, Handler<Q, A> handler) {
    return Operation.prepared(method, (request, call) -> Reply.of(handler.answer(request, call)));
  }

  /// Only where the hydrator is on.
  private <Q extends Message, A extends Message> Operation<Q, A> hydrating(
      MethodDescriptor<Q, A> method, Handler<Q, A> handler) {
    return of(
        method,
        (request, call) -> {
          if (!isHydratorEnabled) {
            throw Refusal.unimplemented("hydrator is disabled");
          }
          return handler.answer(request, call);
        });
  }

  private RepositoryList list(RepoQuery query, Call call) throws InterruptedException {
    return registered.list(Purpose.READ, query, call);
  }

  private Repository create(RepoCreateRequest request, Call call) throws InterruptedException {
    return create(Purpose.READ, request, call);
  }

  private Repository create(Purpose purpose, RepoCreateRequest request, Call call)
      throws InterruptedException {
    if (!request.hasRepo()) {
      throw missing();
    }
    return Shown.name(
        store.create(purpose, Shown.read(request.getRepo()), request.getUpsert(), call));
  }

  private Repository update(RepoUpdateRequest request, Call call) throws InterruptedException {
    return update(Purpose.READ, request, call);
  }

  private Repository update(Purpose purpose, RepoUpdateRequest request, Call call)
      throws InterruptedException {
    if (!request.hasRepo()) {
      throw missing();
    }
    return Shown.name(store.update(purpose, Shown.read(request.getRepo()), call));
  }

  private RepoResponse delete(RepoQuery query, Call call) throws InterruptedException {
    return delete(Purpose.READ, query, call);
  }

  private RepoResponse delete(Purpose purpose, RepoQuery query, Call call)
      throws InterruptedException {
    store.delete(purpose, registered.find(purpose, query, call), call);
    return RepoResponse.getDefaultInstance();
  }

  private static Refusal missing() {
    return Refusal.invalid("missing payload in request");
  }
}
