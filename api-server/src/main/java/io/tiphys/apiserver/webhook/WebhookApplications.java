package io.tiphys.apiserver.webhook;

import io.tiphys.model.application.Application;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The Applications that pushes may concern.
public interface WebhookApplications {

  /// Those of all namespaces that are looked after and have a source in a repository, in their
  /// newest known state. Only what is taken is read.
  ///
  /// @param isPushed says it of a source's `repoURL`
  Stream<Application> from(Predicate<String> isPushed);

  /// Asks for a normal refresh, as `argocd.argoproj.io/refresh: normal` does. May wait; what it
  /// throws is logged.
  void refresh(String namespace, String name);
}
