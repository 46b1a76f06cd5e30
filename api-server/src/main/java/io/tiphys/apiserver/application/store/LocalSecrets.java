package io.tiphys.apiserver.application.store;

import io.tiphys.engine.diff.SecretMask;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.proto.v1alpha1.Application;
import io.tiphys.proto.v1alpha1.SyncOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Secrets among the local manifests of a sync (`argocd app sync --local`), which stand in the
/// Application until it is synced anew: whoever may look at it is not shown what they hold.
final class LocalSecrets {

  private LocalSecrets() {}

  static void hide(Application.Builder app) {
    if (app.getOperation().getSync().getManifestsCount() > 0) {
      hide(app.getOperationBuilder().getSyncBuilder());
    }
    var state = app.getStatus().getOperationState();
    if (state.getOperation().getSync().getManifestsCount() > 0) {
      hide(
          app.getStatusBuilder().getOperationStateBuilder().getOperationBuilder().getSyncBuilder());
    }
  }

  private static void hide(SyncOperation.Builder sync) {
    for (int i = 0; i < sync.getManifestsCount(); i++) {
      sync.setManifests(i, hidden(sync.getManifests(i)));
    }
  }

  private static String hidden(String text) {
    Manifest manifest;
    try {
      manifest = Manifest.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      return text; // no object, which the controller says, too
    }
    var mask = new SecretMask(manifest.annotations().keySet());
    var masked = mask.mask(List.of(manifest)).getFirst();
    return masked == manifest ? text : new String(masked.toJson(), StandardCharsets.UTF_8);
  }
}
