package io.tiphys.apiserver.project;

import static io.tiphys.apiserver.project.ProjectService.RESOURCE;

import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.engine.project.GlobalProjects;
import io.tiphys.engine.project.Project;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.AppProjectSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The operations that make, change and remove projects.
final class ProjectWrites {

  private static final String KIND = "AppProject";

  private final Projects projects;
  private final ProjectStore store;
  private final ProjectUse use;
  private final AuditLog audit;

  ProjectWrites(Projects projects, ProjectStore store, ProjectUse use, AuditLog audit) {
    this.projects = projects;
    this.store = store;
    this.use = use;
    this.audit = audit;
  }

  /// @param upsert whether a project of the name is given the new spec
  /// @return the stored one when it has that spec already
  AppProject create(AppProject sent, boolean upsert, Call call) throws InterruptedException {
    String name = sent.metadata().name();
    call.require(RESOURCE, "create", name);
    AppProject project = ProjectCheck.normalized(sent);
    ProjectCheck.checkLoudly(project);
    Optional<AppProject> created = store.create(project);
    AppProject stored;
    if (created.isPresent()) {
      stored = created.get();
    } else if (upsert) {
      call.require(RESOURCE, "update", name);
      stored =
          store.change(name, existing -> RoleTokens.settled(existing.withSpec(project.spec())));
    } else {
      return same(store.get(name), project);
    }
    tell(stored, "ResourceCreated", call, "created project");
    return stored;
  }

  private static AppProject same(AppProject existing, AppProject wanted) {
    if (existing.spec().equals(wanted.spec())) {
      return existing;
    }
    throw Refusal.invalid(SpecDifference.refusal("project", existing.spec(), wanted.spec()));
  }

  AppProject update(AppProject sent, Call call) throws InterruptedException {
    String name = sent.metadata().name();
    call.require(RESOURCE, "update", name);
    AppProject wanted = RoleTokens.settled(sent);
    boolean isVersioned = !sent.metadata().resourceVersion().isEmpty();
    AppProject stored =
        isVersioned
            ? store.replace(judged(store.get(name), wanted, call))
            : store.change(
                name,
                old -> {
                  AppProject next = judged(old, wanted, call);
                  String version = old.metadata().resourceVersion();
                  return next.withMetadata(next.metadata().withResourceVersion(version));
                });
    tell(stored, "ResourceUpdated", call, "updated project");
    return stored;
  }

  /// What is to be stored, if that may be.
  private AppProject judged(AppProject old, AppProject sent, Call call) {
    var metadata = sent.metadata();
    if (metadata.labels().isEmpty()) { // left out more often than taken off
      metadata = metadata.withLabels(old.metadata().labels());
    }
    if (metadata.finalizers().isEmpty()) {
      metadata = metadata.withFinalizers(old.metadata().finalizers());
    }
    AppProject labelled = sent.withMetadata(metadata);
    AppProject wanted =
        ProjectCheck.normalized(
            GlobalProjects.withoutInherited(labelled, projects.globals(labelled)));
    ProjectCheck.check(wanted);
    allowed(old.spec(), wanted.spec(), call);
    use.requireNothingLost(old, wanted);
    return wanted;
  }

  /// Who lets a project into a cluster or at a repository must have a say there.
  private static void allowed(AppProjectSpec old, AppProjectSpec wanted, Call call) {
    for (String cluster : added(clusters(old), clusters(wanted))) {
      call.require("clusters", "update", cluster);
    }
    for (String repo : added(Set.copyOf(old.sourceRepos()), wanted.sourceRepos())) {
      call.require("repositories", "update", repo);
    }
    boolean isAboutSameKinds =
        old.clusterResourceWhitelist().equals(wanted.clusterResourceWhitelist())
            && old.clusterResourceBlacklist().equals(wanted.clusterResourceBlacklist())
            && old.namespaceResourceWhitelist().equals(wanted.namespaceResourceWhitelist())
            && old.namespaceResourceBlacklist().equals(wanted.namespaceResourceBlacklist());
    if (!isAboutSameKinds) {
      for (String cluster : clusters(wanted)) {
        call.require("clusters", "update", cluster);
      }
    }
  }

  private static Set<String> clusters(AppProjectSpec spec) {
    var servers = new LinkedHashSet<String>();
    spec.destinations().stream().map(ApplicationDestination::server).forEach(servers::add);
    return servers;
  }

  private static List<String> added(Set<String> old, Iterable<String> wanted) {
    var added = new LinkedHashSet<String>();
    wanted.forEach(added::add);
    added.removeAll(old);
    return List.copyOf(added);
  }

  void delete(String name, Call call) throws InterruptedException {
    if (name.equals(Project.DEFAULT)) {
      throw Refusal.invalid("name '%s' is reserved and cannot be deleted".formatted(name));
    }
    call.require(RESOURCE, "delete", name);
    AppProject project = store.get(name);
    use.requireUnused(name);
    store.delete(project);
    tell(project, "ResourceDeleted", call, "deleted project");
  }

  private void tell(AppProject project, String reason, Call call, String deed) {
    var subject = new AuditLog.Subject(KIND, project.metadata());
    audit.happened(subject, reason, call.identity().usernameText(), deed);
  }
}
