package io.tiphys.kube.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A token from a file, read again each minute: a service account's token is replaced there before
/// it expires.
final class FileCredentials implements Credentials {

  private static final long MAX_AGE_NANOS = 60_000_000_000L;

  private final Path file;
  private volatile Read last = new Read(Proof.NONE, System.nanoTime() - MAX_AGE_NANOS);

  private record Read(Proof proof, long nanos) {}

  FileCredentials(Path file) {
    this.file = file;
  }

  @Override
  public Proof current() throws IOException {
    Read read = last;
    if (System.nanoTime() - read.nanos() < MAX_AGE_NANOS) {
      return read.proof();
    }
    String token = Files.readString(file).strip();
    if (token.isEmpty()) {
      throw new IOException("token file " + file + " is empty");
    }
    Proof proof = Proof.bearer(token);
    last = new Read(proof, System.nanoTime());
    return proof;
  }

  @Override
  public boolean renew() {
    last = new Read(Proof.NONE, System.nanoTime() - MAX_AGE_NANOS);
    return true;
  }
}
