package io.tiphys.apiserver.application;

import io.tiphys.settings.SettingsWatch;

/// What `argocd-cm` and the command line say of syncs.
///
/// @param isReplaceAllowed `--sync-with-replace-allowed`
record SettingsOfSyncs(SettingsWatch settings, boolean isReplaceAllowed)
    implements OperationRequests.SyncSettings {

  /// Ours: `false` has rollbacks refused while automated sync is on, as in Argo CD.
  private static final String HOLD = "tiphys.rollback.hold";

  private static final String OVERRIDE = "application.sync.requireOverridePrivilegeForRevisionSync";

  @Override
  public boolean isOverrideNeededForRevision() {
    return isTrue(OVERRIDE);
  }

  @Override
  public String rollbackAction() {
    return isTrue("server.rbac.rollback.enforce.enable") ? "rollback" : "sync";
  }

  @Override
  public boolean isRollbackHeld() {
    String word = settings.current().argocd().data().getOrDefault(HOLD, "");
    return !"false".equalsIgnoreCase(word.strip());
  }

  private boolean isTrue(String key) {
    return "true"
        .equalsIgnoreCase(settings.current().argocd().data().getOrDefault(key, "").strip());
  }
}
