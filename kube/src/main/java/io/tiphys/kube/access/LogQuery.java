package io.tiphys.kube.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which of a container's log lines
/// (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#get-read-log-of-the-specified-pod).
///
/// @param container empty for the pod's only one
/// @param follow go on as the container writes
/// @param previous of the container's last run instead of this one
/// @param sinceSeconds only lines younger than this; null for all
/// @param sinceTime only lines from this time on; null for all; not beside `sinceSeconds`
/// @param timestamps begin each line with its time, RFC 3339 with nanoseconds, and a space
/// @param tailLines at most so many of the end; null for all
/// @param limitBytes end the answer after so many; null for no limit
public record LogQuery(
    String container,
    boolean follow,
    boolean previous,
    @Nullable Long sinceSeconds,
    @Nullable Instant sinceTime,
    boolean timestamps,
    @Nullable Long tailLines,
    @Nullable Long limitBytes) {

  /// All there is of the pod's only container.
  public static final LogQuery ALL = new LogQuery("", false, false, null, null, false, null, null);

  String query() {
    var query = new Query();
    query.addIfAny("container", container);
    flag(query, "follow", follow);
    flag(query, "previous", previous);
    number(query, "sinceSeconds", sinceSeconds);
    if (sinceTime != null) {
      query.add("sinceTime", sinceTime.toString());
    }
    flag(query, "timestamps", timestamps);
    number(query, "tailLines", tailLines);
    number(query, "limitBytes", limitBytes);
    return query.text();
  }

  private static void flag(Query query, String name, boolean value) {
    if (value) {
      query.add(name, "true");
    }
  }

  private static void number(Query query, String name, @Nullable Long value) {
    if (value != null) {
      query.add(name, value.toString());
    }
  }
}
