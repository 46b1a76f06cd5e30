package io.tiphys.reposerver.upload;

/// What one client may send.
///
/// @param archiveBytes of the archive as it is sent (`--streamed-manifest-max-tar-size`)
/// @param extractedBytes of all files in it (`--streamed-manifest-max-extracted-size`)
/// @param entries files, directories and links
public record UploadLimits(long archiveBytes, long extractedBytes, int entries) {

  /// 100 MB of archive, 1 GB of files as with Argo CD, and 50,000 of them.
  public static final UploadLimits DEFAULT = new UploadLimits(100_000_000, 1_000_000_000, 50_000);
}
