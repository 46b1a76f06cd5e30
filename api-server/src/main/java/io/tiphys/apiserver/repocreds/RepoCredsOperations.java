package io.tiphys.apiserver.repocreds;

import static io.tiphys.proto.repocreds.RepoCredsServiceGrpc.*;

import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.repository.Purpose;
import io.tiphys.apiserver.repository.Redaction;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.json.ModelJson;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.repocreds.RepoCredsCreateRequest;
import io.tiphys.proto.repocreds.RepoCredsDeleteRequest;
import io.tiphys.proto.repocreds.RepoCredsResponse;
import io.tiphys.proto.repocreds.RepoCredsUpdateRequest;
import io.tiphys.proto.v1alpha1.RepoCreds;
import io.tiphys.proto.v1alpha1.RepoCredsList;
import io.tiphys.settings.SettingsWatch;
import java.util.List;

/// `repocreds.RepoCredsService`. Answers carry a template's URL and user, and nothing else.
public final class RepoCredsOperations {

  private final CredentialTemplates reading;
  private final CredentialTemplates writing;

  /// @param client the cluster of the control plane
  /// @param namespace of the control plane
  /// @param settings followed already
  public RepoCredsOperations(KubeClient client, String namespace, SettingsWatch settings) {
    reading = new CredentialTemplates(Purpose.READ, client, namespace, settings);
    writing = new CredentialTemplates(Purpose.WRITE, client, namespace, settings);
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(getListRepositoryCredentialsMethod(), (query, call) -> list(reading, call)),
        Operation.unary(
            getListWriteRepositoryCredentialsMethod(), (query, call) -> list(writing, call)),
        Operation.prepared(
            getCreateRepositoryCredentialsMethod(),
            (request, call) -> Reply.of(create(reading, request, call))),
        Operation.prepared(
            getCreateWriteRepositoryCredentialsMethod(),
            (request, call) -> Reply.of(create(writing, request, call))),
        Operation.prepared(
            getUpdateRepositoryCredentialsMethod(),
            (request, call) -> Reply.of(update(reading, request, call))),
        Operation.prepared(
            getUpdateWriteRepositoryCredentialsMethod(),
            (request, call) -> Reply.of(update(writing, request, call))),
        Operation.prepared(
            getDeleteRepositoryCredentialsMethod(),
            (request, call) -> Reply.of(delete(reading, request, call))),
        Operation.prepared(
            getDeleteWriteRepositoryCredentialsMethod(),
            (request, call) -> Reply.of(delete(writing, request, call))));
  }

  private static RepoCredsList list(CredentialTemplates templates, Call call) {
    var list = RepoCredsList.newBuilder();
    templates
        .list(call)
        .forEach(one ->
            list.addItems(
                RepoCreds.newBuilder()
                    .setUrl(Redaction.url(one.url()))
                    .setUsername(Redaction.user(one.username()))));
    return list.build();
  }

  private static RepoCreds create(
      CredentialTemplates templates, RepoCredsCreateRequest request, Call call)
      throws InterruptedException {
    if (!request.hasCreds()) {
      throw missing();
    }
    templates.create(read(request.getCreds()), request.getUpsert(), call);
    return named(request.getCreds());
  }

  private static RepoCreds update(
      CredentialTemplates templates, RepoCredsUpdateRequest request, Call call)
      throws InterruptedException {
    if (!request.hasCreds()) {
      throw missing();
    }
    templates.update(read(request.getCreds()), call);
    return named(request.getCreds());
  }

  private static RepoCredsResponse delete(
      CredentialTemplates templates, RepoCredsDeleteRequest request, Call call)
      throws InterruptedException {
    templates.delete(request.getUrl(), call);
    return RepoCredsResponse.getDefaultInstance();
  }

  private static RepoCreds named(RepoCreds of) {
    return RepoCreds.newBuilder().setUrl(Redaction.url(of.getUrl())).build();
  }

  private static io.tiphys.model.repository.RepoCreds read(RepoCreds wire) {
    return ModelJson.fromTree(GoJson.toTree(wire), io.tiphys.model.repository.RepoCreds.class);
  }

  private static Refusal missing() {
    return Refusal.invalid("missing payload in request");
  }
}
