package io.tiphys.apiserver.event;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.meta.ObjectMeta;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says who changed what: in the log, and as an Event (`v1`) of the object. Nobody waits for the
/// Event; one that cannot be written is lost, for it is news, not state.
public final class AuditLog {

  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
  private static final String COMPONENT = "argocd-server";
  private static final int NAME_LENGTH = 253;
  private static final int AT_ONCE = 64;

  private final KubeClient client;
  private final Predicate<String> isWanted;
  private final InstantSource clock;
  private final Semaphore room = new Semaphore(AT_ONCE);

  /// @param client the cluster of the control plane
  /// @param isWanted for which reasons Events are written
  public AuditLog(KubeClient client, Predicate<String> isWanted, InstantSource clock) {
    this.client = client;
    this.isWanted = isWanted;
    this.clock = clock;
  }

  /// What was changed.
  ///
  /// @param kind such as `AppProject`
  /// @param labels for its Events
  /// @param annotations for its Events
  public record Subject(
      String kind, ObjectMeta object, Map<String, String> labels, Map<String, String> annotations) {

    public Subject {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }

    public Subject(String kind, ObjectMeta object) {
      this(kind, object, Map.of(), Map.of());
    }
  }

  /// @param reason such as `ResourceUpdated`
  /// @param username of who did it; empty when that is not known
  /// @param deed such as `updated project`
  public void happened(Subject subject, String reason, String username, String deed) {
    ObjectMeta object = subject.object();
    String user = username.isEmpty() ? "Unknown user" : username;
    String message = user + " " + deed;
    log.atInfo()
        .addKeyValue("type", "Normal")
        .addKeyValue("reason", reason)
        .addKeyValue("kind", subject.kind())
        .addKeyValue("namespace", object.namespace())
        .addKeyValue("name", object.name())
        .addKeyValue("user", username)
        .log(message);
    if (isWanted.test(reason) && room.tryAcquire()) {
      byte[] event = JsonTree.write(event(subject, reason, user, message));
      Thread.ofVirtual().name("event").start(() -> write(object, event));
    }
  }

  private void write(ObjectMeta object, byte[] event) {
    try {
      var events = ResourcePath.collection("", "v1", "events", object.namespace());
      switch (client.create(events, event, Write.as(COMPONENT))) {
        case Answer.Ok ok -> {}
        case Answer.Refused(var code, var reason, var message) ->
            log.warn("an Event of {} cannot be written: {}", object.name(), message);
        case Answer.Unreachable(var cause) ->
            log.warn("an Event of {} cannot be written: {}", object.name(), cause);
      }
    } finally {
      room.release();
    }
  }

  private Map<String, @Nullable Object> event(
      Subject subject, String reason, String user, String message) {
    ObjectMeta object = subject.object();
    Instant now = clock.instant();
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    var event = new LinkedHashMap<String, @Nullable Object>();
    event.put("apiVersion", "v1");
    event.put("kind", "Event");
    event.put(
        "metadata",
        Map.of(
            "name",
            name(object.name(), now),
            "namespace",
            object.namespace(),
            "labels",
            subject.labels(),
            "annotations",
            annotations(subject, user)));
    event.put(
        "involvedObject",
        Map.of(
            "apiVersion", "argoproj.io/v1alpha1",
            "kind", subject.kind(),
            "namespace", object.namespace(),
            "name", object.name(),
            "uid", object.uid(),
            "resourceVersion", object.resourceVersion()));
    event.put("reason", reason);
    event.put("message", message);
    event.put("type", "Normal");
    event.put("source", Map.of("component", COMPONENT));
    event.put("firstTimestamp", time);
    event.put("lastTimestamp", time);
    event.put("count", 1L);
    return event;
  }

  private static Map<String, String> annotations(Subject subject, String user) {
    var annotations = new TreeMap<>(subject.annotations());
    annotations.put("user", user);
    return annotations;
  }

  private static String name(String object, Instant now) {
    long nanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    String end = "." + Long.toHexString(nanos);
    int length = Math.min(object.length(), NAME_LENGTH - end.length());
    return object.substring(0, length) + end;
  }
}
