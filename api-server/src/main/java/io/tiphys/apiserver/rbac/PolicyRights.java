package io.tiphys.apiserver.rbac;

import io.tiphys.apiserver.operation.Rights;
import io.tiphys.apiserver.rbac.Voices.Voice;
import io.tiphys.model.project.AppProject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// What one caller may do by one policy, and by the roles of the projects as they are when it is
/// asked. Any number of threads.
public final class PolicyRights implements Rights {

  private static final int MOST_KEPT = 10_000;

  private final Policy policy;
  private final Projects projects;
  private final Asker asker;
  private final Voices voices;
  private final boolean isProjectToken;

  public PolicyRights(Policy policy, Projects projects, Asker asker) {
    this.policy = policy;
    this.projects = projects;
    this.asker = asker;
    this.voices = Voices.of(asker, policy.settings().defaultRole());
    this.isProjectToken = asker instanceof Asker.Known known && known.project().isPresent();
  }

  @Override
  public boolean allow(String resource, String action, String object) {
    for (Voice voice : voices.everywhere()) {
      if (policy.subject(voice.subject()).allow(resource, action, object)) {
        return true;
      }
    }
    var project = project(Vocabulary.projectOf(resource, object));
    if (project.isPresent() && isOfAnother(project.get())) {
      return false;
    }
    for (Voice voice : voices.inProject()) {
      var rules = rules(voice, project);
      if (rules.isPresent() && rules.get().allow(resource, action, object)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Predicate<String> objects(String resource, String action) {
    var everywhere =
        Verdict.of(
            voices.everywhere().stream()
                .map(voice -> policy.subject(voice.subject()).about(resource, action))
                .toList());
    if (everywhere.isConstant(true)) {
      return everywhere;
    }
    boolean hasProjects =
        resource.equals("projects") || Vocabulary.PROJECT_SCOPED.contains(resource);
    return hasProjects && asker instanceof Asker.Known
        ? new ByProject(resource, action, everywhere)
        : everywhere.or(inProject(resource, action, Optional.empty()));
  }

  private Verdict inProject(String resource, String action, Optional<AppProject> project) {
    if (project.isPresent() && isOfAnother(project.get())) {
      return Verdict.NEVER;
    }
    var rules = new ArrayList<ObjectRules>();
    for (Voice voice : voices.inProject()) {
      rules(voice, project).ifPresent(it -> rules.add(it.about(resource, action)));
    }
    return Verdict.of(rules);
  }

  private Optional<AppProject> project(String name) {
    return name.isEmpty() ? Optional.empty() : projects.find(name);
  }

  /// A project's token says nothing about the objects of another project.
  private boolean isOfAnother(AppProject project) {
    return isProjectToken
        && asker instanceof Asker.Known known
        && known.project().filter(it -> !it.equals(project.metadata().name())).isPresent();
  }

  private Optional<SubjectRules> rules(Voice voice, Optional<AppProject> project) {
    String subject = voice.subject();
    if (project.isEmpty()) {
      return voice.isGroup() && !policy.graph().isMember(subject)
          ? Optional.empty()
          : Optional.of(policy.subject(subject));
    }
    var combined = policy.project(project.get());
    return voice.isGroup() && (isProjectToken || !combined.graph().isMember(subject))
        ? Optional.empty()
        : Optional.of(combined.subject(subject));
  }

  /// Finds the project of each object once, and again when the project has changed.
  private final class ByProject implements Predicate<String> {

    private record Known(Optional<AppProject> project, Verdict verdict) {
      @SuppressWarnings("ReferenceEquality") // what did not change is the same object
      boolean isOf(Optional<AppProject> other) {
        return project.isPresent() == other.isPresent()
            && (project.isEmpty() || project.get() == other.get());
      }
    }

    private final String resource;
    private final String action;
    private final Verdict everywhere;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    ByProject(String resource, String action, Verdict everywhere) {
      this.resource = resource;
      this.action = action;
      this.everywhere = everywhere;
    }

    @Override
    public boolean test(String object) {
      String name = Vocabulary.projectOf(resource, object);
      var project = project(name);
      // An object of a project that is not there is as one without.
      String key = project.isPresent() ? name : "";
      var present = known.get(key);
      if (present == null || !present.isOf(project)) {
        if (known.size() >= MOST_KEPT) {
          known.clear();
        }
        present = new Known(project, everywhere.or(inProject(resource, action, project)));
        known.put(key, present);
      }
      return present.verdict().test(object);
    }
  }

  /// Whether one of many voices allows an object.
  private record Verdict(boolean always, List<ObjectRules> rules) implements Predicate<String> {

    static final Verdict NEVER = new Verdict(false, List.of());

    static Verdict of(List<ObjectRules> all) {
      return all.stream().anyMatch(ObjectRules::allowAll)
          ? new Verdict(true, List.of())
          : new Verdict(false, all.stream().filter(it -> !it.allowNone()).distinct().toList());
    }

    boolean isConstant(boolean value) {
      return value ? always : !always && rules.isEmpty();
    }

    Verdict or(Verdict other) {
      if (always || other.isConstant(false)) {
        return this;
      }
      if (other.always || isConstant(false)) {
        return other;
      }
      var both = new ArrayList<>(rules);
      both.addAll(other.rules);
      return new Verdict(false, both);
    }

    @Override
    public boolean test(String object) {
      if (always) {
        return true;
      }
      for (int i = 0; i < rules.size(); i++) { // no iterator: this runs for every object
        if (rules.get(i).allows(object)) {
          return true;
        }
      }
      return false;
    }
  }
}
