package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.process.ProcessLimits;
import java.time.Duration;

/// What one render may take.
///
/// @param directoryManifestBytes all files of a directory source together
///   (`ARGOCD_REPO_SERVER_MAX_COMBINED_DIRECTORY_MANIFESTS_SIZE`); 0 means no limit of its own
/// @param copiedBytes the files that a tool is given, together
/// @param copiedFiles their number, directories counted
/// @param parameterFileBytes any one file that is read to find out what a tool will read
/// @param process of each program that is run
public record RenderLimits(
    long directoryManifestBytes,
    long copiedBytes,
    int copiedFiles,
    long parameterFileBytes,
    ProcessLimits process) {

  private static final long MIB = 1024L * 1024;

  /// 10M of manifests; 512 MiB and 50,000 files to work on; 90 seconds and 10 more to end
  /// (`ARGOCD_EXEC_TIMEOUT`, `ARGOCD_EXEC_FATAL_TIMEOUT`), 1 GiB of memory and 64 MiB of output.
  public static final RenderLimits DEFAULT =
      new RenderLimits(
          10_000_000,
          512 * MIB,
          50_000,
          4 * MIB,
          new ProcessLimits(
              Duration.ofSeconds(90), Duration.ofSeconds(10), 1024 * MIB, (int) (64 * MIB)));
}
