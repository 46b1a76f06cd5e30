package io.tiphys.apiserver.webhook;

import io.tiphys.model.application.Application;
import java.util.List;

/// The Applications that pushes may concern.
public interface WebhookApplications {

  /// Those of all namespaces that are looked after, in their newest known state.
  List<Application> list();

  /// Asks for a normal refresh, as `argocd.argoproj.io/refresh: normal` does. May wait; what it
  /// throws is logged.
  void refresh(String namespace, String name);
}
