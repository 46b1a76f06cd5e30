package io.tiphys.apiserver.application;

import io.tiphys.settings.SettingsWatch;

/// What `argocd-cm` and the command line say of syncs.
///
/// @param isReplaceAllowed `--sync-with-replace-allowed`
record SettingsOfSyncs(SettingsWatch settings, boolean isReplaceAllowed)
    implements OperationRequests.SyncSettings {

  private static final String OVERRIDE = "application.sync.requireOverridePrivilegeForRevisionSync";

  @Override
  public boolean isOverrideNeededForRevision() {
    return isTrue(OVERRIDE);
  }

  @Override
  public String rollbackAction() {
    return isTrue("server.rbac.rollback.enforce.enable") ? "rollback" : "sync";
  }

  private boolean isTrue(String key) {
    return "true"
        .equalsIgnoreCase(settings.current().argocd().data().getOrDefault(key, "").strip());
  }
}
