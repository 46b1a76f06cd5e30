package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import io.tiphys.exchange.repo.RefreshPaths;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.SourceHydrator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells which Applications a push concerns: they have a source in the repository, it follows one
/// of the refs, and a file has changed that their manifests are made of.
final class Followers {

  private static final List<String> REFS = List.of("refs/heads/", "refs/tags/");

  private final List<RepositoryPattern> repositories;
  private final Push push;
  private final Map<String, Boolean> repositoryAnswers = new HashMap<>();
  private final Map<String, Boolean> revisionAnswers = new HashMap<>();

  Followers(Push push) {
    this.push = push;
    this.repositories =
        push.urls().stream().flatMap(url -> RepositoryPattern.of(url).stream()).toList();
  }

  boolean include(Application application) {
    if (repositories.isEmpty()) {
      return false;
    }
    List<ApplicationSource> sources = sources(application);
    if (sources.stream().noneMatch(source -> isPushed(source.repoURL(), source.targetRevision()))) {
      return false;
    }
    var annotation = application.metadata().annotations().getOrDefault(RefreshPaths.ANNOTATION, "");
    return ManifestPaths.of(annotation, sources.stream().map(ApplicationSource::path).toList())
        .touches(push.changedFiles());
  }

  /// All that an Application reads, what is hydrated and where it is put among them.
  private static List<ApplicationSource> sources(Application application) {
    var spec = application.spec();
    SourceHydrator hydrator = spec.sourceHydrator();
    if (hydrator != null) {
      var dry = hydrator.drySource();
      var wet = hydrator.syncSource();
      String wetUrl = wet.repoURL().isEmpty() ? dry.repoURL() : wet.repoURL();
      return List.of(
          source(dry.repoURL(), dry.targetRevision(), dry.path()),
          source(wetUrl, wet.targetBranch(), wet.path()));
    }
    var sources = new ArrayList<>(spec.sources());
    if (sources.isEmpty()) {
      Optional.ofNullable(spec.source()).ifPresent(sources::add);
    }
    return sources;
  }

  private static ApplicationSource source(String repoUrl, String targetRevision, String path) {
    return ApplicationSourceBuilder.builder()
        .repoURL(repoUrl)
        .targetRevision(targetRevision)
        .path(path)
        .build();
  }

  /// Whether it is the repository that was pushed to.
  boolean isPushed(String repoUrl) {
    return repositoryAnswers.computeIfAbsent(
        repoUrl, url -> repositories.stream().anyMatch(pattern -> pattern.matches(url)));
  }

  private boolean isPushed(String repoUrl, String targetRevision) {
    return isPushed(repoUrl)
        && revisionAnswers.computeIfAbsent(
            targetRevision, target -> push.refs().stream().anyMatch(ref -> follows(target, ref)));
  }

  private static boolean follows(String targetRevision, PushedRef ref) {
    String shortName = PushedRef.shortName(targetRevision);
    if (shortName.isEmpty() || shortName.equals("HEAD")) {
      return ref.touchesHead();
    }
    boolean isRef = REFS.stream().anyMatch(targetRevision::startsWith);
    String wanted = isRef ? shortName : targetRevision;
    return wanted.equals(ref.name()) || isInRange(wanted, ref.name());
  }

  private static boolean isInRange(String range, String name) {
    return SemanticVersion.parse(name)
        .flatMap(version -> VersionConstraint.parse(range).map(parsed -> parsed.contains(version)))
        .orElse(false);
  }
}
