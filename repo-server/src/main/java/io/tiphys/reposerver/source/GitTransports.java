package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.SourceException.Reason;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/// Opens conversations with remotes and says in one place what went wrong in them.
final class GitTransports {

  /// What is done over an open transport.
  interface Use<T> {
    T with(Transport transport, Deadline deadline) throws Exception;
  }

  private final SourceSettings settings;
  private final Path ownDirectory;
  private final HttpAccess http;
  private final SshAccess ssh;

  /// @param emptyHome a directory without SSH files
  GitTransports(SourceSettings settings, Path emptyHome) {
    this.settings = settings;
    this.ownDirectory = settings.directory().toAbsolutePath().normalize();
    this.http = new HttpAccess(settings.tlsDirectory());
    this.ssh = new SshAccess(settings.knownHosts(), emptyHome);
  }

  /// @param local the mirror, or null when nothing is to be stored
  /// @param what for messages, such as `list refs`
  <T> T converse(
      Remote remote, @Nullable Repository local, java.time.Duration limit, String what, Use<T> use)
      throws SourceException {
    refuseOwnFiles(remote.url());
    var refusal = new SshAccess.HostKeyRefusal();
    try {
      return Deadline.within(
          limit,
          "failed to " + what + " of " + remote.url(),
          deadline -> {
            try (Transport transport = open(remote, local)) {
              deadline.holds(transport);
              transport.setTimeout(
                  Math.min(
                      deadline.seconds(),
                      (int) Math.max(1, settings.requestTimeout().toSeconds())));
              transport.setTagOpt(TagOpt.NO_TAGS);
              try (AutoCloseable access = configure(transport, remote, refusal)) {
                return use.with(transport, deadline);
              }
            }
          });
    } catch (SourceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw kept(Confidence.in(remote), RemoteFailure.of("failed to " + what, e, refusal.reason()));
    }
  }

  /// Also what caused it is left out when the remote said what it must not: logs show causes.
  private static SourceException kept(Confidence confidence, SourceException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String said = String.valueOf(at.getMessage());
      if (!confidence.keptIn(said).equals(said)) {
        return new SourceException(failure.reason(), confidence.keptIn(failure.getMessage()));
      }
    }
    return failure;
  }

  private Transport open(Remote remote, @Nullable Repository local)
      throws IOException, URISyntaxException {
    var uri = new URIish(remote.url().address());
    return local == null ? Transport.open(uri) : Transport.open(local, uri);
  }

  private AutoCloseable configure(
      Transport transport, Remote remote, SshAccess.HostKeyRefusal refusal)
      throws IOException, GeneralSecurityException {
    if (transport instanceof TransportHttp overHttp) {
      http.configure(overHttp, remote);
    } else if (transport instanceof SshTransport overSsh) {
      return ssh.configure(overSsh, remote, refusal);
    }
    return () -> {};
  }

  /// A path must not lead to the mirrors of others.
  private void refuseOwnFiles(GitUrl url) throws SourceException {
    if (url.scheme() == GitUrl.Scheme.FILE
        && real(Path.of(url.address())).startsWith(real(ownDirectory))) {
      throw new SourceException(Reason.REPOSITORY_ABSENT, "repository not found");
    }
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }
}
