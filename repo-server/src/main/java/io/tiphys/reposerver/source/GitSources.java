package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.Refs.Meaning;
import io.tiphys.reposerver.source.SourceException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/// The door to Git: revisions become commits, commits become trees.
public final class GitSources {

  private final Path mirrorDirectory;
  private final SourceSettings settings;
  private final SourceObserver observer;
  private final GitTransports transports;
  private final RefListing listing;
  private final Map<String, Mirror> mirrors = new ConcurrentHashMap<>();

  public GitSources(SourceSettings settings, SourceObserver observer) {
    IsolatedGit.install();
    this.settings = settings;
    this.observer = observer;
    this.mirrorDirectory = settings.directory().resolve("mirrors");
    Path emptyHome = settings.directory().resolve("home");
    try {
      Files.createDirectories(mirrorDirectory);
      Files.createDirectories(emptyHome);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the directory for mirrors " + mirrorDirectory, e);
    }
    this.transports = new GitTransports(settings, emptyHome);
    this.listing = new RefListing(transports, settings, observer);
  }

  /// A revision that was found out to be a commit.
  ///
  /// @param commit 40 hex digits
  /// @param ref the full ref that was meant; empty for a plain commit
  public record Resolved(String commit, String ref) {}

  /// Finds the commit of a revision: `HEAD` (or nothing), a branch, a tag, a full ref name, a
  /// commit or the beginning of one. A full commit is not asked for at the remote.
  ///
  /// @param recency how new the remote's answer has to be
  public Resolved resolve(Remote remote, String revision, Recency recency) throws SourceException {
    if (Refs.isCommit(revision)) {
      return new Resolved(revision.toLowerCase(java.util.Locale.ROOT), "");
    }
    Refs refs = listing.of(remote, recency);
    return switch (meaning(remote, refs, revision, recency)) {
      case Meaning.Commit(var id, var ref) -> new Resolved(id, ref);
      case Meaning.Abbreviation(var prefix) -> new Resolved(complete(remote, refs, prefix), "");
    };
  }

  /// A name that a remembered answer does not know may be new.
  private Meaning meaning(Remote remote, Refs refs, String revision, Recency recency)
      throws SourceException {
    try {
      return refs.meaning(revision);
    } catch (SourceException e) {
      if (recency instanceof Recency.Since) {
        throw e;
      }
      return listing.of(remote, Recency.now()).meaning(revision);
    }
  }

  private String complete(Remote remote, Refs refs, String prefix) throws SourceException {
    for (String commit : refs.commits().values()) {
      if (commit.startsWith(prefix)) {
        return commit;
      }
    }
    return mirror(remote).complete(remote, prefix, Set.of());
  }

  /// The files of a commit, fetched if need be.
  public CommitTree tree(Remote remote, Resolved resolved) throws SourceException {
    return mirror(remote).tree(remote, resolved.commit(), ref(remote, resolved));
  }

  /// Drops what is kept of a repository because a tree of it turned out to be unreadable after it
  /// was opened; nothing is dropped when that was done since.
  public void discard(Remote remote, CommitTree unreadable) {
    if (unreadable instanceof GitTree tree) {
      mirror(remote).discard(tree);
    }
  }

  /// What the remote has.
  public Refs refs(Remote remote, Recency recency) throws SourceException {
    return listing.of(remote, recency);
  }

  /// Asks the remote, whatever is remembered; for the test of a connection.
  public Refs test(Remote remote) throws SourceException {
    return listing.anew(remote);
  }

  /// Author, date, message and tags of a commit.
  ///
  /// @param commit 40 hex digits
  public CommitInfo info(Remote remote, String commit) throws SourceException {
    if (!Refs.isCommit(commit)) {
      throw new SourceException(Reason.INVALID, "revision %s must be resolved".formatted(commit));
    }
    var refs = listing.of(remote, Recency.REMEMBERED);
    var mirror = mirror(remote);
    var resolved = new Resolved(commit.toLowerCase(java.util.Locale.ROOT), "");
    mirror.tree(remote, resolved.commit(), ref(remote, resolved));
    try (var walk = new RevWalk(mirror.repository())) {
      RevCommit read = walk.parseCommit(ObjectId.fromString(resolved.commit()));
      walk.parseBody(read);
      var author = read.getAuthorIdent();
      return new CommitInfo(
          "%s <%s>".formatted(author.getName(), author.getEmailAddress()),
          author.getWhenAsInstant(),
          read.getFullMessage().strip(),
          refs.tagsOf(resolved.commit()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read commit %s of %s".formatted(commit, remote), e);
    }
  }

  private @Nullable String ref(Remote remote, Resolved resolved) {
    if (!resolved.ref().isEmpty()) {
      return resolved.ref();
    }
    return listing.known(remote).flatMap(refs -> refs.nameOf(resolved.commit())).orElse(null);
  }

  private Mirror mirror(Remote remote) {
    String name =
        Digests.sha256(remote.url().normalized().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    return mirrors.computeIfAbsent(
        name,
        key ->
            new Mirror(
                mirrorDirectory.resolve(key + ".git"),
                transports,
                settings.fetchTimeout(),
                observer));
  }
}
