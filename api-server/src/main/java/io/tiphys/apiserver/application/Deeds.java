package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.model.meta.ObjectMetaBuilder;
import java.util.Map;
import java.util.function.Function;

/// Writes down who did what to an Application.
///
/// @param log where to
/// @param labels those of an Application's Events
record Deeds(AuditLog log, Function<StoredApp, Map<String, String>> labels) {

  /// Why there is an Event, as tools match it.
  enum Reason {
    CREATED("ResourceCreated"),
    UPDATED("ResourceUpdated"),
    DELETED("ResourceDeleted"),
    OPERATION_STARTED("OperationStarted"),
    ACTION_RAN("ResourceActionRan");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  /// @param what such as `updated application spec`; the caller's name goes before it
  void record(Call call, StoredApp app, Reason reason, String what) {
    var object =
        ObjectMetaBuilder.builder()
            .name(app.name().name())
            .namespace(app.name().namespace())
            .uid(app.facts().uid())
            .resourceVersion(app.facts().resourceVersion())
            .build();
    var destination =
        Map.of(
            "dest-server", app.facts().server(),
            "dest-namespace", app.facts().destinationNamespace());
    log.happened(
        new AuditLog.Subject("Application", object, labels.apply(app), destination),
        reason.text,
        call.identity().usernameText(),
        what);
  }
}
