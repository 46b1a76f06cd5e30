package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.SourceException.Reason;
import io.tiphys.reposerver.source.SourceObserver.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectIdRef;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bare copy of one remote repository on disk, holding the commits that were asked for. Readers
/// never wait; fetches that write into it go one after the other, and a commit that several want at
/// the same time is fetched once.
final class Mirror {

  /// Our own names for commits, so that nothing we may still render is collected.
  static final String KEPT = "refs/tiphys/";

  private static final Logger log = LoggerFactory.getLogger(Mirror.class);
  private static final int OPEN_TREES = 8;
  private static final int MANY_PACKS = 50;

  private final Path directory;
  private final GitTransports transports;
  private final Duration fetchTimeout;
  private final SourceObserver observer;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<String, CompletableFuture<Void>> fetching = new ConcurrentHashMap<>();
  private final RecentTrees trees = new RecentTrees(OPEN_TREES);
  private final Upkeep upkeep = new Upkeep(MANY_PACKS);
  private final AtomicBoolean tidying = new AtomicBoolean();
  private volatile @Nullable FileRepository repository;

  Mirror(Path directory, GitTransports transports, Duration fetchTimeout, SourceObserver observer) {
    this.directory = directory;
    this.transports = transports;
    this.fetchTimeout = fetchTimeout;
    this.observer = observer;
  }

  /// The tree of a commit, fetched if it is not here.
  ///
  /// @param ref a ref of the remote that stands on the commit, if one is known
  GitTree tree(Remote remote, String commit, @Nullable String ref) throws SourceException {
    FileRepository at = null;
    try {
      at = repository();
      GitTree known = trees.get(commit);
      if (known != null) {
        upkeep.keep(at, commit);
        return known;
      }
      return opened(remote, commit, ref);
    } catch (IOException | UncheckedIOException e) {
      log.warn("the mirror of {} is damaged and made anew: {}", remote, e.getMessage());
      discard(at);
    }
    try {
      return opened(remote, commit, ref);
    } catch (IOException e) {
      throw new SourceException(
          Reason.REMOTE, "commit %s of %s cannot be read: %s".formatted(commit, remote, e), e);
    }
  }

  private GitTree opened(Remote remote, String commit, @Nullable String ref)
      throws SourceException, IOException {
    if (!has(commit)) {
      fetchOnce(remote, commit, ref);
    }
    FileRepository git = repository();
    upkeep.keep(git, commit);
    var tree = GitTree.open(git, ObjectId.fromString(commit));
    trees.put(commit, tree);
    return tree;
  }

  /// The one commit whose id begins so; everything is fetched when it is not here.
  String complete(Remote remote, String prefix, Set<String> refs) throws SourceException {
    try {
      String commit = find(prefix);
      if (commit == null) {
        fetchAll(remote, refs);
        commit = find(prefix);
      }
      if (commit == null) {
        throw Refs.unresolvable(prefix);
      }
      return commit;
    } catch (IOException e) {
      throw new SourceException(
          Reason.REMOTE, "commit %s of %s cannot be looked up: %s".formatted(prefix, remote, e), e);
    }
  }

  private @Nullable String find(String prefix) throws SourceException, IOException {
    try {
      ObjectId id = repository().resolve(prefix + "^{commit}");
      return id == null ? null : id.name();
    } catch (AmbiguousObjectException e) {
      throw new SourceException(
          Reason.REVISION_UNKNOWN,
          "unable to resolve '%s' to a commit SHA: more than one commit begins so"
              .formatted(prefix));
    }
  }

  /// Forgets everything on disk because a tree could not be read; readers that are under way may
  /// fail and try again. Of several that found the same damage the first one does it.
  void discard(GitTree unreadable) {
    writing.lock();
    try {
      if (unreadable.isOf(repository)) {
        discardAll();
      }
    } finally {
      writing.unlock();
    }
  }

  private void discard(@Nullable Repository damaged) {
    writing.lock();
    try {
      if (damaged == repository) {
        discardAll();
      }
    } finally {
      writing.unlock();
    }
  }

  private void discardAll() {
    try {
      FileRepository old = repository;
      repository = null;
      trees.clear();
      upkeep.forget();
      if (old != null) {
        old.close();
      }
      Materialize.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the mirror " + directory, e);
    }
  }

  private boolean has(String commit) throws IOException {
    Repository git = repository();
    ObjectId id = ObjectId.fromString(commit);
    if (!git.getObjectDatabase().has(id)) {
      return false;
    }
    try (var walk = new RevWalk(git)) {
      return git.getObjectDatabase().has(walk.parseCommit(id).getTree());
    }
  }

  private void fetchOnce(Remote remote, String commit, @Nullable String ref)
      throws SourceException, IOException {
    var mine = new CompletableFuture<Void>();
    var other = fetching.putIfAbsent(commit, mine);
    if (other != null) {
      await(other, remote);
      return;
    }
    try {
      writing.lock();
      try {
        if (!has(commit)) {
          fetch(remote, commit, ref);
        }
      } finally {
        writing.unlock();
      }
      fetching.remove(commit);
      mine.complete(null);
      tidy();
    } catch (SourceException | IOException | RuntimeException | Error e) {
      fetching.remove(commit);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /// Behind whoever waits for a commit.
  private void tidy() throws IOException {
    if (upkeep.isDue(repository()) && tidying.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name("git-upkeep")
          .start(() -> {
            writing.lock();
            try {
              upkeep.run(repository());
            } catch (IOException | RuntimeException e) {
              log.warn("the mirror {} cannot be packed: {}", directory, e.toString());
            } finally {
              writing.unlock();
              tidying.set(false);
            }
          });
    }
  }

  private static void await(CompletableFuture<Void> other, Remote remote)
      throws SourceException, IOException {
    try {
      other.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SourceException cause ->
            throw new SourceException(cause.reason(), cause.getMessage(), cause);
        case IOException cause -> throw new IOException(cause.getMessage(), cause);
        case null, default -> throw new IllegalStateException("fetch of " + remote, e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(Reason.TIMEOUT, "fetch of " + remote + ": interrupted", e);
    }
  }

  /// First just the commit; servers that only give what their refs stand on are then asked for the
  /// whole history of the ref, or of all refs when none is known.
  private void fetch(Remote remote, String commit, @Nullable String ref)
      throws SourceException, IOException {
    SourceException refused;
    try {
      transfer(remote, commit, List.of(wanted(commit)), limit(ref), 1);
      return;
    } catch (SourceException e) {
      if (e.reason() != Reason.REMOTE) {
        throw e;
      }
      refused = e;
    }
    log.info("{} does not give commit {} alone: {}", remote, commit, refused.getMessage());
    fetchAll(remote, ref == null ? Set.of() : Set.of(ref));
    if (!has(commit)) {
      throw refused;
    }
  }

  /// @param refs full names; empty for all branches and tags
  private void fetchAll(Remote remote, Set<String> refs) throws SourceException {
    writing.lock();
    try {
      observed(
          remote,
          String.join(",", refs),
          (transport, deadline) -> {
            var specs =
                refs.isEmpty()
                    ? List.of(spec("refs/heads/*"), spec("refs/tags/*"))
                    : refs.stream().map(Mirror::spec).toList();
            if (Files.exists(directory.resolve("shallow"))) {
              transport.setDepth(Constants.INFINITE_DEPTH);
            }
            return transport.fetch(deadline.monitor(), specs);
          });
    } finally {
      writing.unlock();
    }
  }

  private static RefSpec spec(String ref) {
    return new RefSpec("+" + ref + ":" + KEPT + "remote/" + ref.substring("refs/".length()));
  }

  private void transfer(Remote remote, String commit, List<Ref> wants, RefSpec limit, int depth)
      throws SourceException {
    observed(
        remote,
        commit,
        (transport, deadline) -> {
          transport.setDepth(depth);
          try (FetchConnection connection = transport.openFetch(List.of(limit))) {
            connection.fetch(deadline.monitor(), wants, Set.of());
            for (PackLock lock : connection.getPackLocks()) {
              lock.unlock();
            }
          }
          return true;
        });
  }

  private <T> void observed(Remote remote, String revision, GitTransports.Use<T> use)
      throws SourceException {
    long start = System.nanoTime();
    try {
      transports.converse(remote, repository(), fetchTimeout, "fetch " + revision, use);
    } catch (SourceException e) {
      observer.failed(Request.FETCH, remote.toString(), revision);
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the mirror " + directory, e);
    } finally {
      observer.asked(Request.FETCH, remote.toString(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static Ref wanted(String commit) {
    return new ObjectIdRef.Unpeeled(Ref.Storage.NETWORK, commit, ObjectId.fromString(commit));
  }

  /// Keeps a server that can filter from listing all its refs once more.
  private static RefSpec limit(@Nullable String ref) {
    return new RefSpec(ref == null || ref.equals("HEAD") ? "refs/heads/tiphys-none" : ref);
  }

  FileRepository repository() throws IOException {
    FileRepository open = repository;
    if (open != null && Files.exists(directory.resolve("HEAD"))) {
      return open;
    }
    writing.lock();
    try {
      open = repository;
      if (open != null && Files.exists(directory.resolve("HEAD"))) {
        return open;
      }
      trees.clear();
      upkeep.forget();
      var made = new FileRepository(directory.toFile());
      if (!Files.exists(directory.resolve("HEAD"))) {
        Files.createDirectories(directory);
        made.create(true);
        made.getConfig().setInt("gc", null, "auto", 0);
        made.getConfig().save();
      }
      repository = made;
      return made;
    } finally {
      writing.unlock();
    }
  }
}
