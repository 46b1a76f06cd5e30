package io.tiphys.apiserver.project;

import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.proto.project.EmptyResponse;
import io.tiphys.proto.project.ProjectServiceGrpc;
import io.tiphys.proto.project.ProjectTokenResponse;
import io.tiphys.settings.Settings;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/// The operations of `project.ProjectService`
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/).
public final class ProjectService {

  /// What rights to projects are about; the object is the project's name.
  static final String RESOURCE = "projects";

  private static final String NO_PROJECT = "missing payload 'project' in request";

  private final ProjectReads reads;
  private final ProjectWrites writes;
  private final ProjectTokens tokens;

  /// What the operations work with.
  ///
  /// @param client the cluster of the control plane
  /// @param namespace of the control plane
  /// @param projects followed since before
  /// @param settings the newest ones
  /// @param applications who uses a project
  /// @param signer makes tokens of roles
  /// @param audit is told of each change
  public record Surroundings(
      KubeClient client,
      String namespace,
      Projects projects,
      Supplier<Settings> settings,
      ApplicationsOfProjects applications,
      TokenSigner signer,
      AuditLog audit,
      InstantSource clock) {}

  public ProjectService(Surroundings with) {
    var store = new ProjectStore(with.client(), with.projects(), with.namespace());
    var use = new ProjectUse(with.applications(), with.settings());
    this.reads = new ProjectReads(with.projects(), with.client(), with.clock());
    this.writes = new ProjectWrites(with.projects(), store, use, with.audit());
    this.tokens = new ProjectTokens(store, with.signer(), with.audit(), with.clock());
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(ProjectServiceGrpc.getListMethod(), (query, call) -> reads.list(call)),
        Operation.unary(
            ProjectServiceGrpc.getGetMethod(), (query, call) -> reads.get(query.getName(), call)),
        Operation.unary(
            ProjectServiceGrpc.getGetDetailedProjectMethod(),
            (query, call) -> reads.detailed(query.getName(), call)),
        Operation.unary(
            ProjectServiceGrpc.getGetGlobalProjectsMethod(),
            (query, call) -> reads.globals(query.getName(), call)),
        Operation.unary(
            ProjectServiceGrpc.getListEventsMethod(),
            (query, call) -> reads.events(query.getName(), call)),
        Operation.unary(
            ProjectServiceGrpc.getGetSyncWindowsStateMethod(),
            (query, call) -> reads.windows(query.getName(), call)),
        Operation.unary(
            ProjectServiceGrpc.getListLinksMethod(),
            (query, call) -> reads.links(query.getName(), call)),
        Operation.prepared(
            ProjectServiceGrpc.getCreateMethod(),
            (request, call) -> {
              if (!request.hasProject()) {
                throw Refusal.invalid(NO_PROJECT);
              }
              var project = Wire.project(request.getProject());
              return Reply.of(Wire.project(writes.create(project, request.getUpsert(), call)));
            }),
        Operation.prepared(
            ProjectServiceGrpc.getUpdateMethod(),
            (request, call) -> {
              if (!request.hasProject()) {
                throw Refusal.invalid(NO_PROJECT);
              }
              return Reply.of(
                  Wire.project(writes.update(Wire.project(request.getProject()), call)));
            }),
        Operation.prepared(
            ProjectServiceGrpc.getDeleteMethod(),
            (query, call) -> {
              writes.delete(query.getName(), call);
              return Reply.of(EmptyResponse.getDefaultInstance());
            }),
        Operation.prepared(
            ProjectServiceGrpc.getCreateTokenMethod(),
            (request, call) -> {
              String token = tokens.create(request, call);
              return Reply.of(ProjectTokenResponse.newBuilder().setToken(token).build());
            }),
        Operation.prepared(
            ProjectServiceGrpc.getDeleteTokenMethod(),
            (request, call) -> {
              tokens.delete(request, call);
              return Reply.of(EmptyResponse.getDefaultInstance());
            }));
  }
}
