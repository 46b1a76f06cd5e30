package io.tiphys.apiserver.project;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.AppProjectBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The projects where they are stored. What was written is known to [Projects] when a method
/// returns. What an API server refuses is thrown as a [Refusal].
final class ProjectStore {

  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration UNTIL_GONE = Duration.ofSeconds(2);

  private final KubeClient client;
  private final Projects projects;
  private final String namespace;

  ProjectStore(KubeClient client, Projects projects, String namespace) {
    this.client = client;
    this.projects = projects;
    this.namespace = namespace;
  }

  /// As it is stored now.
  Optional<AppProject> find(String name) {
    Answer answer = client.get(projects.path(name));
    return answer instanceof Answer.Refused refused && refused.isNotFound()
        ? Optional.empty()
        : Optional.of(read(answer));
  }

  /// @throws Refusal NOT_FOUND when there is none
  AppProject get(String name) {
    return read(client.get(projects.path(name)));
  }

  /// @return empty when one of the name exists
  Optional<AppProject> create(AppProject project) {
    Answer answer = client.create(projects.collection(), json(project), Projects.WRITE);
    return answer instanceof Answer.Refused(var code, var reason, var message)
            && reason.equals("AlreadyExists")
        ? Optional.empty()
        : Optional.of(written(answer));
  }

  /// @param project with the version that it replaces
  /// @throws Refusal ABORTED when another one has been stored since
  AppProject replace(AppProject project) {
    return written(
        client.replace(projects.path(project.metadata().name()), json(project), Projects.WRITE));
  }

  /// Changes what is stored; tried again when somebody else was faster.
  ///
  /// @param change is given the project as it is, and may refuse; who gives it back has changed
  ///   nothing
  AppProject change(String name, UnaryOperator<AppProject> change) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      AppProject stored = get(name);
      AppProject changed = change.apply(stored);
      if (changed.equals(stored)) {
        return stored;
      }
      Answer answer = client.replace(projects.path(name), json(changed), Projects.WRITE);
      boolean isTooLate = answer instanceof Answer.Refused refused && refused.isConflict();
      if (!isTooLate || attempt == ATTEMPTS) {
        return written(answer);
      }
      Thread.sleep(PAUSE.multipliedBy(attempt));
    }
  }

  void delete(AppProject project) throws InterruptedException {
    String name = project.metadata().name();
    var how = Delete.of(Delete.Propagation.BACKGROUND).onlyUid(project.metadata().uid());
    switch (client.delete(projects.path(name), how)) {
      case Answer.Ok ok -> {
        if (project.metadata().finalizers().isEmpty()) {
          projects.awaitGone(name, project.metadata().uid(), UNTIL_GONE);
        }
      }
      case Answer.Refused refused -> throw Refusal.of(refused);
      case Answer.Unreachable unreachable -> throw Refusal.of(unreachable);
    }
  }

  private AppProject written(Answer answer) {
    return answer instanceof Answer.Ok(var code, var body) ? projects.accept(body) : read(answer);
  }

  private static AppProject read(Answer answer) {
    return switch (answer) {
      case Answer.Ok(var code, var body) -> KnownProjects.read(body);
      case Answer.Refused refused -> throw Refusal.of(refused);
      case Answer.Unreachable unreachable -> throw Refusal.of(unreachable);
    };
  }

  private byte[] json(AppProject project) {
    AppProject whole =
        AppProjectBuilder.builder(project)
            .apiVersion("argoproj.io/v1alpha1")
            .kind("AppProject")
            .metadata(project.metadata().withNamespace(namespace))
            .build();
    return JsonTree.write(ModelJson.toTree(whole));
  }
}
