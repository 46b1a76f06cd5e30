package io.tiphys.controller.events;

import io.tiphys.model.application.Application;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.meta.ObjectMeta;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An Event (`v1`) of an Application, as Argo CD's application controller writes it.
///
/// @param namespace where it is created
/// @param reason of the announcement
/// @param json of the object
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record KubernetesEvent(String namespace, String reason, byte[] json) {

  private static final String COMPONENT = "argocd-application-controller";
  private static final int NAME_LENGTH = 253;

  /// @param labels for the Event
  /// @param unique a number no other Event of the Application has: nanoseconds since 1970
  static KubernetesEvent of(
      Application app, Announcement announcement, Map<String, String> labels, long unique) {
    ObjectMeta of = app.metadata();
    String time = Instant.ofEpochSecond(0, unique).truncatedTo(ChronoUnit.SECONDS).toString();
    var metadata = new LinkedHashMap<String, @Nullable Object>();
    metadata.put("name", name(of.name(), unique));
    metadata.put("namespace", of.namespace());
    metadata.put(
        "annotations",
        Map.of(
            "dest-server", app.spec().destination().server(),
            "dest-namespace", app.spec().destination().namespace()));
    if (!labels.isEmpty()) {
      metadata.put("labels", Map.copyOf(labels));
    }
    var event = new LinkedHashMap<String, @Nullable Object>();
    event.put("apiVersion", "v1");
    event.put("kind", "Event");
    event.put("metadata", metadata);
    event.put(
        "involvedObject",
        Map.of(
            "apiVersion", "argoproj.io/v1alpha1",
            "kind", "Application",
            "namespace", of.namespace(),
            "name", of.name(),
            "uid", of.uid(),
            "resourceVersion", of.resourceVersion()));
    event.put("reason", announcement.reason());
    event.put("message", announcement.message());
    event.put("type", announcement.isWarning() ? "Warning" : "Normal");
    event.put("source", Map.of("component", COMPONENT));
    event.put("firstTimestamp", time);
    event.put("lastTimestamp", time);
    event.put("count", 1L);
    return new KubernetesEvent(of.namespace(), announcement.reason(), JsonTree.write(event));
  }

  private static String name(String app, long unique) {
    String end = "." + Long.toHexString(unique);
    int room = NAME_LENGTH - end.length();
    return (app.length() > room ? app.substring(0, room) : app) + end;
  }
}
