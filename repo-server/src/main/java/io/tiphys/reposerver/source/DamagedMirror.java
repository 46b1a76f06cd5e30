package io.tiphys.reposerver.source;

import java.io.IOException;
import java.io.UncheckedIOException;

/// A commit that was here cannot be read any more: its mirror was damaged or deleted.
public final class DamagedMirror extends UncheckedIOException {

  private static final long serialVersionUID = 1L;

  public DamagedMirror(String message, IOException cause) {
    super(message, cause);
  }
}
