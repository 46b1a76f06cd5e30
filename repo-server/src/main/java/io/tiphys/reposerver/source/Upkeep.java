package io.tiphys.reposerver.source;

import java.io.IOException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a mirror small. Each day that a commit is read it gets a ref of that day; commits without
/// one of the last days go when the packs are put together, which is when there are many.
final class Upkeep {

  private static final Logger log = LoggerFactory.getLogger(Upkeep.class);
  private static final String KEPT = Mirror.KEPT + "day/";
  private static final int DAYS = 3;

  private final int manyPacks;
  private final Map<String, LocalDate> kept = new ConcurrentHashMap<>();

  /// @param manyPacks from how many packs on they are put together
  Upkeep(int manyPacks) {
    this.manyPacks = manyPacks;
  }

  /// Marks a commit as read today; almost always without touching the disk.
  void keep(FileRepository repository, String commit) throws IOException {
    LocalDate today = today();
    if (today.equals(kept.get(commit))) {
      return;
    }
    RefUpdate update = repository.updateRef(KEPT + today + "/" + commit);
    update.setNewObjectId(ObjectId.fromString(commit));
    update.setCheckConflicting(false);
    var result = update.forceUpdate();
    switch (result) {
      case NEW, NO_CHANGE, FORCED, FAST_FORWARD -> kept.put(commit, today);
      // another thread is writing the very same
      case LOCK_FAILURE -> {}
      default ->
          throw new IOException(
              "commit %s cannot be kept in %s: %s"
                  .formatted(commit, repository.getDirectory(), result));
    }
  }

  /// Nothing is on disk any more.
  void forget() {
    kept.clear();
  }

  boolean isDue(FileRepository repository) {
    return repository.getObjectDatabase().getPacks().size() >= manyPacks;
  }

  /// Puts the packs together and drops what was not read for days. Nothing may be fetched
  /// meanwhile; readers go on.
  void run(FileRepository repository) throws IOException {
    LocalDate oldest = today().minusDays(DAYS);
    for (Ref ref : repository.getRefDatabase().getRefsByPrefix(KEPT)) {
      if (dayOf(ref).isBefore(oldest)) {
        RefUpdate update = repository.updateRef(ref.getName());
        update.setForceUpdate(true);
        update.delete();
      }
    }
    Instant start = Instant.now();
    try {
      // what is in no pack any more would otherwise be kept as single files for two weeks
      repository.getConfig().setString("gc", null, "pruneexpire", "now");
      repository.getConfig().setString("gc", null, "prunepackexpire", "now");
      new GC(repository).gc().get();
    } catch (ParseException | GitAPIException | ExecutionException e) {
      throw new IOException("packing " + repository.getDirectory() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.atInfo()
        .addKeyValue("mirror", repository.getDirectory().getName())
        .addKeyValue("milliseconds", Duration.between(start, Instant.now()).toMillis())
        .log("mirror packed");
  }

  private static LocalDate dayOf(Ref ref) {
    String rest = ref.getName().substring(KEPT.length());
    try {
      return LocalDate.parse(rest.substring(0, Math.max(0, rest.indexOf('/'))));
    } catch (DateTimeParseException e) {
      return LocalDate.EPOCH;
    }
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneOffset.UTC);
  }
}
