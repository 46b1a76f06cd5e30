package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.SourceException.Reason;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.jspecify.annotations.Nullable;

/// Turns what a Git transport throws into the words that clients of Argo CD match: `authentication
/// required`, `authorization failed`, `repository not found`, `x509: certificate signed by unknown
/// authority`.
public final class RemoteFailure {

  private static final String UNKNOWN_AUTHORITY = "x509: certificate signed by unknown authority: ";

  private RemoteFailure() {}

  /// @param what was tried, for the message
  /// @param hostKey why an SSH server was not believed; null for others
  public static SourceException of(String what, Exception failure, @Nullable String hostKey) {
    String said = chain(failure);
    String lower = said.toLowerCase(Locale.ROOT);
    if (hostKey != null) {
      return failed(Reason.REMOTE, what, "ssh: handshake failed: " + hostKey, failure);
    }
    if (failure instanceof GeneralSecurityException) {
      return failed(Reason.INVALID, what, said, failure);
    }
    if (lower.contains("not authorized")
        || lower.contains("authentication is required")
        || lower.contains("authentication not supported")) {
      return failed(Reason.AUTHENTICATION, what, "authentication required", failure);
    }
    if (lower.contains("not permitted")) {
      return failed(Reason.AUTHENTICATION, what, "authorization failed", failure);
    }
    if (lower.contains("cannot log in") || lower.contains("no more authentication methods")) {
      return failed(
          Reason.AUTHENTICATION,
          what,
          "ssh: handshake failed: ssh: unable to authenticate, authentication required",
          failure);
    }
    if (has(failure, NoRemoteRepositoryException.class)
        || has(failure, RepositoryNotFoundException.class)
        || lower.contains("repository not found")
        || lower.contains("does not appear to be a git repository")) {
      return failed(Reason.REPOSITORY_ABSENT, what, "repository not found", failure);
    }
    if (has(failure, SocketTimeoutException.class) || lower.contains("timeout")) {
      return failed(Reason.TIMEOUT, what, "timeout: " + said, failure);
    }
    if (has(failure, UnknownHostException.class)
        || lower.contains("unresolvedaddress")) { // the SSH library keeps no cause of it
      return failed(Reason.REMOTE, what, "no such host: " + said, failure);
    }
    if (has(failure, ConnectException.class)) {
      return failed(Reason.REMOTE, what, "connection refused: " + said, failure);
    }
    if (has(failure, SSLException.class)) {
      return failed(
          Reason.REMOTE,
          what,
          "tls: failed to verify certificate: "
              + (lower.contains("unable to find valid certification path") ? UNKNOWN_AUTHORITY : "")
              + said,
          failure);
    }
    return failed(Reason.REMOTE, what, said, failure);
  }

  private static SourceException failed(Reason reason, String what, String why, Exception cause) {
    return new SourceException(reason, what + ": " + why, cause);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (type.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  /// Each distinct message from the outside in; JGit's messages name the URL without a password.
  private static String chain(Throwable failure) {
    var text = new StringBuilder();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String message = at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(message.strip());
      }
    }
    return text.toString();
  }
}
