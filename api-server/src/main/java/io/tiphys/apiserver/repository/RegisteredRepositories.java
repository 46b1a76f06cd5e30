package io.tiphys.apiserver.repository;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import io.tiphys.proto.repository.RepoQuery;
import io.tiphys.proto.v1alpha1.RepositoryList;
import io.tiphys.settings.Repositories;
import io.tiphys.settings.RepositoryUrl;
import io.tiphys.settings.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The repositories that a caller may see, with the state of the connection to each.
final class RegisteredRepositories {

  private final Supplier<Settings> settings;
  private final ConnectionStates states;

  RegisteredRepositories(Supplier<Settings> settings, ConnectionStates states) {
    this.settings = settings;
    this.states = states;
  }

  /// The object of RBAC rules.
  static String object(String project, String url) {
    String shown = Redaction.url(url);
    return project.isEmpty() ? shown : project + "/" + shown;
  }

  static String object(Repository repository) {
    return object(repository.project(), repository.repo());
  }

  /// All that the caller may see, by project and URL.
  RepositoryList list(Purpose purpose, RepoQuery query, Call call) throws InterruptedException {
    states.retain(Stream.of(Purpose.values()).flatMap(each -> known(each).stream()).toList());
    Predicate<String> allowed = call.rights().objects(purpose.resource(), "get");
    List<Repository> seen =
        known(purpose).stream()
            .filter(one -> allowed.test(object(one)))
            .sorted(Comparator.comparing(one -> one.project() + "/" + one.repo()))
            .toList();
    var list = RepositoryList.newBuilder();
    List<ConnectionState> found = states.of(seen, query.getForceRefresh());
    for (int i = 0; i < seen.size(); i++) {
      list.addItems(Shown.of(seen.get(i), found.get(i)));
    }
    return list.build();
  }

  /// One, with the state of its connection.
  ///
  /// @throws Refusal as [#find]
  io.tiphys.proto.v1alpha1.Repository get(Purpose purpose, RepoQuery query, Call call)
      throws InterruptedException {
    Repository repository = find(purpose, query, call);
    return Shown.of(repository, states.of(List.of(repository), query.getForceRefresh()).getFirst());
  }

  /// The one that is meant: the only one with this URL that the caller may see, or the one of the
  /// project that is given.
  ///
  /// @throws Refusal PERMISSION_DENIED when there is none that the caller may see; UNKNOWN when
  ///   several have the URL and none is of the project
  Repository find(Purpose purpose, RepoQuery query, Call call) {
    String project = query.getAppProject();
    Predicate<String> allowed = call.rights().objects(purpose.resource(), "get");
    List<Repository> seen =
        known(purpose).stream()
            .filter(one -> isMeant(one, query.getRepo()))
            .filter(one -> allowed.test(object(one)))
            .toList();
    if (seen.isEmpty()) {
      throw Refusal.denied();
    }
    if (seen.size() == 1 && project.isEmpty()) {
      return seen.getFirst();
    }
    return seen.stream()
        .filter(one -> one.project().equals(project))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                Status.Code.UNKNOWN,
                "repository not found for url \"%s\" and project \"%s\""
                    .formatted(Redaction.url(query.getRepo()), project)));
  }

  /// A repository to look into: of the project, else of all, else one that nobody registered; with
  /// the credentials of a template where it has none.
  ///
  /// @throws Refusal PERMISSION_DENIED; INVALID_ARGUMENT when the URL is too long
  Repository visible(String url, String project, Call call) {
    GivenUrl.limited(url);
    Repositories repositories = settings.get().repositories();
    Repository found =
        repositories.withTemplate(
            repositories
                .exactly(url, project)
                .or(() -> repositories.exactly(url, ""))
                .orElseGet(() -> RepositoryBuilder.builder().repo(url).build()));
    String resource = Purpose.READ.resource();
    if (!call.allows(resource, "get", object(found))) {
      throw call.denial(resource, "get", object(project, url)); // whether it is registered or not
    }
    return found;
  }

  /// Callers may name a repository as they were shown it.
  private static boolean isMeant(Repository one, String url) {
    return RepositoryUrl.areSame(one.repo(), url)
        || RepositoryUrl.areSame(Redaction.url(one.repo()), url);
  }

  private List<Repository> known(Purpose purpose) {
    Repositories repositories = purpose.of(settings.get());
    return repositories.all().stream().map(repositories::withTemplate).toList();
  }
}
