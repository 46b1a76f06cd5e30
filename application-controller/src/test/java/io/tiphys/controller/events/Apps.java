package io.tiphys.controller.events;

import io.tiphys.model.application.Application;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;

/// Applications to tell of.
final class Apps {

  private Apps() {}

  /// @param rest members beside the metadata, as YAML
  static Application shop(String rest) {
    String yaml =
        """
        metadata: {name: shop, namespace: argocd, uid: some-uid, resourceVersion: "7"}
        spec: {project: default, destination: {server: "https://one", namespace: target}}
        """
            + rest;
    return ModelJson.read(
        JsonTree.write(YamlTree.parse("shop", yaml, YamlLimits.DEFAULT)), Application.class);
  }

  /// With an operation under way since a second of a minute.
  static Application syncing(int second, String more) {
    return shop(
        """
        operation: {sync: {revision: main%s}}
        status: {operationState: {phase: Running, startedAt: "2026-01-01T00:00:%02dZ"}}
        """
            .formatted(more, second));
  }

  /// With an operation that ended.
  static Application ended(int second, String phase, String message, String operation) {
    return shop(
        """
        status:
          operationState:
            phase: %s
            message: "%s"
            startedAt: "2026-01-01T00:00:%02dZ"
            finishedAt: "2026-01-01T00:01:00Z"
            syncResult: {revision: abc}
            operation: {sync: {%s}}
        """
            .formatted(phase, message, second, operation));
  }
}
