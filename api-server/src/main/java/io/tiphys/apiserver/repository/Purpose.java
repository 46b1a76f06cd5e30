package io.tiphys.apiserver.repository;

import io.tiphys.settings.Repositories;
import io.tiphys.settings.Settings;
import java.nio.charset.StandardCharsets;

/// What credentials are for: to read sources, or to push what the hydrator made of them. Each has
/// Secrets of its own
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/source-hydrator/#pushing-credentials).
public enum Purpose {
  READ("repositories", "repository", "repo", "repo-creds", "creds", ""),
  WRITE(
      "write-repositories",
      "repository-write",
      "repo-write",
      "repo-write-creds",
      "creds-write",
      "write ");

  private static final int FNV_BASIS = 0x811c9dc5;
  private static final int FNV_PRIME = 0x01000193;

  private final String resource;
  private final String repositoryType;
  private final String repositoryPrefix;
  private final String templateType;
  private final String templatePrefix;
  private final String adjective;

  Purpose(
      String resource,
      String repositoryType,
      String repositoryPrefix,
      String templateType,
      String templatePrefix,
      String adjective) {
    this.resource = resource;
    this.repositoryType = repositoryType;
    this.repositoryPrefix = repositoryPrefix;
    this.templateType = templateType;
    this.templatePrefix = templatePrefix;
    this.adjective = adjective;
  }

  /// In RBAC rules.
  public String resource() {
    return resource;
  }

  /// The Secrets' type, a label's value.
  String repositoryType() {
    return repositoryType;
  }

  /// The same of templates.
  public String templateType() {
    return templateType;
  }

  /// For messages: empty, or with a space behind it.
  public String adjective() {
    return adjective;
  }

  public Repositories of(Settings settings) {
    return switch (this) {
      case READ -> settings.repositories();
      case WRITE -> settings.writeRepositories();
    };
  }

  /// The name that the original gives a repository's Secret: with the 32-bit FNV-1a hash of URL and
  /// project.
  String repositoryName(String url, String project) {
    return repositoryPrefix + "-" + hash(url + project);
  }

  /// The same for a template.
  public String templateName(String url) {
    return templatePrefix + "-" + hash(url);
  }

  private static String hash(String text) {
    int hash = FNV_BASIS;
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * FNV_PRIME;
    }
    return Integer.toUnsignedString(hash);
  }
}
