package io.tiphys.apiserver.repocreds;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.repository.GivenUrl;
import io.tiphys.apiserver.repository.Purpose;
import io.tiphys.apiserver.repository.Redaction;
import io.tiphys.apiserver.repository.SpecDifference;
import io.tiphys.apiserver.repository.TypedSecrets;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.repository.RepoCreds;
import io.tiphys.model.repository.RepoCredsBuilder;
import io.tiphys.settings.RepositoryData;
import io.tiphys.settings.RepositoryUrl;
import io.tiphys.settings.SettingsWatch;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// The templates of one purpose, in Secrets. Returns from a write when the settings of this process
/// show it. A template is meant by its own URL, never by one that it is for: rights on a longer URL
/// are none on the template.
final class CredentialTemplates {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Purpose purpose;
  private final SettingsWatch settings;
  private final TypedSecrets secrets;

  CredentialTemplates(
      Purpose purpose, KubeClient client, String namespace, SettingsWatch settings) {
    this.purpose = purpose;
    this.settings = settings;
    this.secrets = new TypedSecrets(client, namespace, purpose.templateType());
  }

  /// Those that the caller may see, by URL.
  List<RepoCreds> list(Call call) {
    Predicate<String> allowed = call.rights().objects(purpose.resource(), "get");
    return purpose.of(settings.current()).templates().stream()
        .filter(one -> allowed.test(Redaction.url(one.url())))
        .sorted(Comparator.comparing(RepoCreds::url))
        .toList();
  }

  /// Doing it again changes nothing.
  ///
  /// @throws Refusal INVALID_ARGUMENT when there is another one with this URL
  void create(RepoCreds given, boolean upsert, Call call) throws InterruptedException {
    RepoCreds wanted = normalized(given);
    call.require(purpose.resource(), "create", Redaction.url(wanted.url()));
    Optional<RepoCreds> existing = stored(wanted);
    if (existing.isEmpty() && make(wanted)) {
      return;
    }
    RepoCreds other = existing.or(() -> stored(wanted)).orElseThrow(() -> taken(wanted));
    if (other.equals(wanted)) {
      return;
    }
    if (!upsert) {
      throw Refusal.invalid(SpecDifference.message("repository credentials", other, wanted));
    }
    update(wanted, call);
  }

  private boolean make(RepoCreds wanted) throws InterruptedException {
    try {
      secrets.create(purpose.templateName(wanted.url()), RepositoryData.of(wanted, Map.of()));
    } catch (Refusal e) {
      if (e.code() == Status.Code.ALREADY_EXISTS) {
        return false;
      }
      throw e;
    }
    awaitShown(wanted);
    return true;
  }

  /// @throws Refusal NOT_FOUND
  void update(RepoCreds given, Call call) throws InterruptedException {
    RepoCreds wanted = normalized(given);
    call.require(purpose.resource(), "update", Redaction.url(wanted.url()));
    if (!secrets.update(isOf(wanted.url()), before -> RepositoryData.of(wanted, before))) {
      throw notFound(wanted.url());
    }
    awaitShown(wanted);
  }

  /// @throws Refusal NOT_FOUND
  void delete(String url, Call call) throws InterruptedException {
    call.require(purpose.resource(), "delete", Redaction.url(GivenUrl.limited(url)));
    if (!secrets.remove(isOf(url))) {
      throw notFound(url);
    }
    settings.await(now -> purpose.of(now).templateAt(url).isEmpty(), PATIENCE);
  }

  private void awaitShown(RepoCreds wanted) throws InterruptedException {
    settings.await(
        now -> purpose.of(now).templateAt(wanted.url()).filter(wanted::equals).isPresent(),
        PATIENCE);
  }

  private Optional<RepoCreds> stored(RepoCreds wanted) {
    return secrets
        .find(isOf(wanted.url()))
        .map(data -> RepositoryData.template(data, unreadable -> {}));
  }

  /// Callers may name a template as they were shown it.
  private static Predicate<Map<String, String>> isOf(String url) {
    String wanted = RepositoryUrl.prefix(url);
    return data -> {
      String stored = data.getOrDefault("url", "");
      return RepositoryUrl.prefix(stored).equals(wanted)
          || RepositoryUrl.prefix(Redaction.url(stored)).equals(wanted);
    };
  }

  private static RepoCreds normalized(RepoCreds given) {
    return RepoCredsBuilder.builder(given).url(GivenUrl.require(given.url())).unknown(null).build();
  }

  private Refusal taken(RepoCreds wanted) {
    return Refusal.exists(
        "%srepository credentials \"%s\" already exists"
            .formatted(purpose.adjective(), Redaction.url(wanted.url())));
  }

  private Refusal notFound(String url) {
    return Refusal.notFound(
        "%srepository credentials '%s' not found"
            .formatted(purpose.adjective(), Redaction.url(url)));
  }
}
