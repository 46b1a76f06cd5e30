package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.SourceObserver.Request;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchConnection;
import org.jspecify.annotations.Nullable;

/// What remotes have, asked as seldom as possible: an answer is believed for a while, and those who
/// want the same at the same time share one question. Answers are kept per repository and
/// credentials, so that nobody sees refs through another's.
final class RefListing {

  private static final int MAX_REMEMBERED = 2000;
  private static final int MAX_REFS = 500_000;

  /// For how long those who take a remembered answer take a remembered failure.
  private static final Duration FAILURE_LIFE = Duration.ofMillis(100);

  private final GitTransports transports;
  private final SourceSettings settings;
  private final SourceObserver observer;
  private final Semaphore parallel;
  private final Map<String, Question> questions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Question> eldest) {
          return size() > MAX_REMEMBERED && eldest.getValue().answer.isDone();
        }
      };

  RefListing(GitTransports transports, SourceSettings settings, SourceObserver observer) {
    this.transports = transports;
    this.settings = settings;
    this.observer = observer;
    int limit = settings.listParallelism();
    this.parallel = new Semaphore(limit < 1 ? Integer.MAX_VALUE : limit, true);
  }

  private static final class Question {

    final CompletableFuture<Refs> answer = new CompletableFuture<>();

    /// Null until it is asked.
    volatile @Nullable Long askedAt;

    boolean isAskedSince(long nanos) {
      Long at = askedAt;
      return at == null || at - nanos >= 0; // it will be asked after now
    }
  }

  Refs of(Remote remote, Recency recency) throws SourceException {
    Question question;
    Question before = null;
    boolean mine = false;
    synchronized (questions) {
      String key = remote.identity();
      question = questions.get(key);
      if (question == null || !serves(question, recency)) {
        before = question;
        question = new Question();
        questions.put(key, question);
        mine = true;
      }
    }
    if (mine) {
      ask(remote, question, before);
    }
    try {
      return question.answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SourceException cause) {
        throw new SourceException(cause.reason(), cause.getMessage(), cause);
      }
      throw new IllegalStateException("listing refs of " + remote, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(
          SourceException.Reason.TIMEOUT, "failed to list refs of " + remote + ": interrupted", e);
    }
  }

  /// Asks again, and nothing remembered counts.
  Refs anew(Remote remote) throws SourceException {
    forget(remote);
    return of(remote, Recency.now());
  }

  /// The last answer, however old.
  Optional<Refs> known(Remote remote) {
    synchronized (questions) {
      Question question = questions.get(remote.identity());
      return question == null
              || !question.answer.isDone()
              || question.answer.isCompletedExceptionally()
          ? Optional.empty()
          : Optional.of(question.answer.join());
    }
  }

  /// Drops what is known of a remote, because it turned out to be wrong.
  void forget(Remote remote) {
    synchronized (questions) {
      questions.remove(remote.identity());
    }
  }

  private boolean serves(Question question, Recency recency) {
    return switch (recency) {
      case Recency.Since(var nanos) -> question.isAskedSince(nanos);
      case Recency.Remembered() -> {
        Duration life =
            question.answer.isCompletedExceptionally() ? FAILURE_LIFE : settings.refsLife();
        yield !question.answer.isDone()
            || question.isAskedSince(System.nanoTime() - life.toNanos());
      }
    };
  }

  /// A remote is asked one question at a time; all who come while it answers share the next one.
  private void ask(Remote remote, Question question, @Nullable Question before) {
    if (before != null) {
      var unused = before.answer.exceptionally(failure -> new Refs(Map.of())).join();
    }
    question.askedAt = System.nanoTime();
    try {
      Refs refs = retried(remote);
      question.answer.complete(refs);
    } catch (SourceException | RuntimeException | Error e) {
      question.answer.completeExceptionally(e);
    }
  }

  private Refs retried(Remote remote) throws SourceException {
    for (int attempt = 1; ; attempt++) {
      try {
        return once(remote);
      } catch (SourceException e) {
        boolean passing =
            switch (e.reason()) {
              case TIMEOUT, REMOTE -> true;
              default -> false;
            };
        if (!passing || attempt >= settings.attempts().count()) {
          throw e;
        }
        pause(settings.attempts().pauseAfter(attempt));
      }
    }
  }

  private Refs once(Remote remote) throws SourceException {
    parallel.acquireUninterruptibly();
    long start = System.nanoTime();
    try {
      return transports.converse(
          remote,
          null,
          settings.requestTimeout(),
          "list refs",
          (transport, deadline) -> {
            try (FetchConnection connection = transport.openFetch()) {
              return read(connection);
            }
          });
    } catch (SourceException e) {
      observer.failed(Request.LS_REMOTE, remote.toString(), "");
      throw e;
    } finally {
      parallel.release();
      observer.asked(
          Request.LS_REMOTE, remote.toString(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private static Refs read(FetchConnection connection) throws TooLarge {
    if (connection.getRefs().size() > MAX_REFS) {
      throw new TooLarge("the repository has more than %d refs".formatted(MAX_REFS));
    }
    var commits = new HashMap<String, String>();
    for (Ref ref : connection.getRefs()) {
      ObjectId peeled = ref.getPeeledObjectId();
      ObjectId id = peeled == null ? ref.getObjectId() : peeled;
      if (id != null
          && (ref.getName().equals(Constants.HEAD) || ref.getName().startsWith("refs/"))) {
        commits.put(ref.getName(), id.name());
      }
    }
    return new Refs(commits);
  }

  private static void pause(Duration duration) throws SourceException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException(SourceException.Reason.TIMEOUT, "failed to list refs: interrupted");
    }
  }
}
