package io.tiphys.kube.access;

import io.tiphys.model.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an object is to be deleted.
///
/// @param propagation what happens to what it owns
/// @param uid only the object with this uid, not a later one of the same name; empty for any
/// @param resourceVersion only in this version; empty for any
/// @param gracePeriodSeconds null for the kind's default; 0 for at once
/// @param dryRun check and answer, but do not delete
public record Delete(
    Propagation propagation,
    String uid,
    String resourceVersion,
    @Nullable Long gracePeriodSeconds,
    boolean dryRun) {

  /// What the garbage collector does with dependents.
  public enum Propagation {
    FOREGROUND("Foreground"),
    BACKGROUND("Background"),
    ORPHAN("Orphan");

    final String word;

    Propagation(String word) {
      this.word = word;
    }
  }

  public static Delete of(Propagation propagation) {
    return new Delete(propagation, "", "", null, false);
  }

  public Delete onlyUid(String newUid) {
    return new Delete(propagation, newUid, resourceVersion, gracePeriodSeconds, dryRun);
  }

  public Delete withGracePeriod(long seconds) {
    return new Delete(propagation, uid, resourceVersion, seconds, dryRun);
  }

  public Delete withDryRun(boolean newDryRun) {
    return new Delete(propagation, uid, resourceVersion, gracePeriodSeconds, newDryRun);
  }

  byte[] body() {
    var preconditions = new LinkedHashMap<String, @Nullable Object>();
    if (!uid.isEmpty()) {
      preconditions.put("uid", uid);
    }
    if (!resourceVersion.isEmpty()) {
      preconditions.put("resourceVersion", resourceVersion);
    }
    var options = new LinkedHashMap<String, @Nullable Object>();
    options.put("apiVersion", "v1");
    options.put("kind", "DeleteOptions");
    options.put("propagationPolicy", propagation.word);
    if (!preconditions.isEmpty()) {
      options.put("preconditions", preconditions);
    }
    if (gracePeriodSeconds != null) {
      options.put("gracePeriodSeconds", gracePeriodSeconds);
    }
    if (dryRun) { // with a body the query is not looked at
      options.put("dryRun", List.of("All"));
    }
    return JsonTree.write(options);
  }
}
