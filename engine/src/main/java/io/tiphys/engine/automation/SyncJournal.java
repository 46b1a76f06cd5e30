package io.tiphys.engine.automation;

import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `status.history` has no place for: syncs that failed, how each ended, and what was
/// rendered. It stands in an annotation of the Application, a JSON list, oldest first, where
/// clients of the original do not look; a sync of a part, or a dry run, is not in it either.
public final class SyncJournal {

  public static final String ANNOTATION = "tiphys.io/sync-history";

  private static final int MOST = 10;
  private static final int LONGEST_MESSAGE = 256;
  private static final int LONGEST = 8192;

  private SyncJournal() {}

  /// Adds a sync that has ended.
  ///
  /// @param before the annotation's value; empty for none. What cannot be read is begun anew
  /// @param ended the operation
  /// @param render digest of what was rendered; empty when nothing was
  /// @param id its entry in `status.history`; null when it has none
  /// @return the annotation's new value; empty when it is no sync to remember
  public static Optional<String> append(
      String before, OperationState ended, String render, @Nullable Long id) {
    SyncOperation sync = ended.operation().sync();
    if (sync == null || sync.dryRun() || !sync.resources().isEmpty()) {
      return Optional.empty();
    }
    var entries = new ArrayList<@Nullable Object>(read(before));
    entries.add(entry(ended, sync, render, id));
    while (entries.size() > MOST
        || entries.size() > 1 && JsonTree.writeString(entries).length() > LONGEST) {
      entries.removeFirst();
    }
    return Optional.of(JsonTree.writeString(entries));
  }

  private static List<@Nullable Object> read(String annotation) {
    if (annotation.isEmpty() || annotation.length() > 4 * LONGEST) {
      return List.of();
    }
    try {
      return JsonTree.listOrEmpty(JsonTree.parse(annotation.getBytes(StandardCharsets.UTF_8)));
    } catch (RuntimeException notJson) {
      return List.of();
    }
  }

  private static Map<String, @Nullable Object> entry(
      OperationState ended, SyncOperation sync, String render, @Nullable Long id) {
    var entry = new TreeMap<String, @Nullable Object>();
    if (id != null) {
      entry.put("id", id);
    }
    entry.put("phase", ended.phase());
    SyncOperationResult result = ended.syncResult();
    List<String> revisions =
        result != null
            ? revisions(result.revision(), result.revisions())
            : revisions(sync.revision(), sync.revisions());
    entry.put("revisions", revisions);
    if (id == null && result != null) { // with an id they stand in the history
      entry.put("sources", sources(result));
    }
    if (!render.isEmpty()) {
      entry.put("render", render);
    }
    var initiator = ended.operation().initiatedBy();
    entry.put("who", initiator.automated() ? "automated sync" : initiator.username());
    put(entry, "startedAt", ended.startedAt());
    put(entry, "finishedAt", ended.finishedAt());
    String message = ended.message();
    entry.put("message", message.substring(0, Math.min(LONGEST_MESSAGE, message.length())));
    return entry;
  }

  private static List<String> revisions(String revision, List<String> revisions) {
    return revisions.isEmpty() ? List.of(revision) : revisions;
  }

  private static List<Map<String, String>> sources(SyncOperationResult result) {
    List<ApplicationSource> sources =
        result.sources().isEmpty() ? List.of(result.source()) : result.sources();
    return sources.stream().map(SyncJournal::source).toList();
  }

  private static Map<String, String> source(ApplicationSource source) {
    var shown = new TreeMap<String, String>();
    shown.put("repoURL", source.repoURL());
    shown.put(
        source.chart().isEmpty() ? "path" : "chart",
        source.chart().isEmpty() ? source.path() : source.chart());
    shown.put("targetRevision", source.targetRevision());
    return shown;
  }

  private static void put(
      Map<String, @Nullable Object> entry, String name, @Nullable Instant time) {
    if (time != null) {
      entry.put(name, time.toString());
    }
  }
}
