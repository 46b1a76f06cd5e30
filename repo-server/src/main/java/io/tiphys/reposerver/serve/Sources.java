package io.tiphys.reposerver.serve;

import io.grpc.StatusException;
import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.reposerver.source.CommitInfo;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.DamagedMirror;
import io.tiphys.reposerver.source.GitSources;
import io.tiphys.reposerver.source.GitSources.Resolved;
import io.tiphys.reposerver.source.Recency;
import io.tiphys.reposerver.source.Refs;
import io.tiphys.reposerver.source.Remote;
import io.tiphys.reposerver.source.SourceException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The source room as the answers to requests need it: failures are statuses, and a mirror that
/// turns out to be damaged is made anew once.
final class Sources {

  private static final Logger log = LoggerFactory.getLogger(Sources.class);

  private final GitSources git;
  private final ChartAnswers charts;

  Sources(GitSources git, ChartAnswers charts) {
    this.git = git;
    this.charts = charts;
  }

  /// What is done with the files of a commit.
  interface Use<T> {
    T with(Remote remote, CommitTree tree) throws StatusException;
  }

  Remote remote(Repository repository) throws StatusException {
    try {
      return Remotes.of(repository);
    } catch (SourceException e) {
      throw Statuses.resolving(e);
    }
  }

  Resolved resolve(Remote remote, String revision, Recency recency) throws StatusException {
    try {
      return git.resolve(remote, revision, recency);
    } catch (SourceException e) {
      throw Statuses.resolving(e);
    }
  }

  /// Resolves a revision and does something with its files.
  <T> T use(Repository repository, String revision, Recency recency, Use<T> use)
      throws StatusException {
    Remote remote = remote(repository);
    Resolved resolved = resolve(remote, revision, recency);
    CommitTree tree = tree(remote, resolved);
    try {
      return use.with(remote, tree);
    } catch (DamagedMirror e) {
      log.warn("the mirror of {} is damaged and made anew: {}", remote, e.getMessage());
      git.discard(remote, tree);
      return use.with(remote, tree(remote, resolved));
    }
  }

  /// The files of a commit that somebody knew.
  ///
  /// @param commit 40 hex digits
  /// @return empty when there is no such commit any more
  Optional<CommitTree> known(Remote remote, String commit) {
    try {
      return Refs.isCommit(commit)
          ? Optional.of(git.tree(remote, new Resolved(commit, "")))
          : Optional.empty();
    } catch (SourceException e) {
      log.info("{}: the commit {} cannot be had: {}", remote, commit, e.getMessage());
      return Optional.empty();
    }
  }

  private CommitTree tree(Remote remote, Resolved resolved) throws StatusException {
    try {
      return git.tree(remote, resolved);
    } catch (SourceException e) {
      throw Statuses.fetching(e);
    }
  }

  Refs refs(Repository repository) throws StatusException {
    try {
      return git.refs(Remotes.of(repository), Recency.REMEMBERED);
    } catch (SourceException e) {
      throw Statuses.resolving(e);
    }
  }

  void test(Repository repository) throws StatusException {
    try {
      if (ChartAnswers.areIn(repository)) {
        charts.test(repository);
      } else {
        git.test(Remotes.of(repository)).meaning("HEAD");
      }
    } catch (SourceException e) {
      throw Statuses.resolving(
          new SourceException(
              e.reason(), "error testing repository connectivity: " + e.getMessage(), e));
    }
  }

  CommitInfo info(Repository repository, String commit) throws StatusException {
    try {
      return git.info(Remotes.of(repository), commit);
    } catch (SourceException e) {
      throw Statuses.fetching(e);
    }
  }
}
