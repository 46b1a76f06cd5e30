package io.tiphys.engine.project;

import io.tiphys.model.application.Application;
import io.tiphys.model.project.AppProjectSpec;
import io.tiphys.model.project.ApplicationDestinationServiceAccount;

/// In whose name an Application's calls are made to its destination
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/app-sync-using-impersonation/).
public sealed interface SyncAccount {

  /// The installation's own.
  record Own() implements SyncAccount {}

  /// A service account of the destination.
  record Of(String namespace, String name) implements SyncAccount {}

  /// None can be named, so nothing may be done.
  ///
  /// @param message in the words that Argo CD uses
  record Refused(String message) implements SyncAccount {}

  /// The first of the project's accounts that fits the destination.
  ///
  /// @param server the destination cluster's URL
  /// @param enforced whether an Application without an account is refused; else the installation
  ///   acts itself
  static SyncAccount of(AppProjectSpec project, Application app, String server, boolean enforced) {
    String namespace = app.spec().destination().namespace();
    String home = namespace.isEmpty() ? app.metadata().namespace() : namespace;
    for (ApplicationDestinationServiceAccount one : project.destinationServiceAccounts()) {
      if (Glob.matches(one.server(), server, (char) 0)
          && Glob.matches(one.namespace(), namespace, (char) 0)) {
        return account(one.defaultServiceAccount(), home);
      }
    }
    return enforced
        ? refused(
            "no matching service account found for destination server %s and namespace %s"
                .formatted(server, home))
        : new Own();
  }

  private static SyncAccount account(String text, String home) {
    if (text.isBlank() || text.chars().anyMatch(c -> "!*[]{}\\/".indexOf(c) >= 0)) {
      return refused("default service account contains invalid chars '%s'".formatted(text));
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? new Of(home, text)
        : new Of(text.substring(0, colon), text.substring(colon + 1));
  }

  private static SyncAccount refused(String why) {
    return new Refused("failed to find a matching service account to impersonate: " + why);
  }
}
