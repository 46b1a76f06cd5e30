package io.tiphys.reposerver.serve;

import io.tiphys.reposerver.render.BuildConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Build settings from a mounted ConfigMap: a directory with a file for each key. It is looked at
/// again after a short while, so that a change counts without a restart; a directory that is not
/// there says nothing.
public final class BuildSettingsDirectory implements Supplier<BuildConfiguration> {

  private static final Logger log = LoggerFactory.getLogger(BuildSettingsDirectory.class);
  private static final long MAX_BYTES = 1 << 20;

  private final Path directory;
  private final Duration lookAgain;
  private volatile Read read;

  private record Read(BuildConfiguration configuration, long at) {}

  public BuildSettingsDirectory(Path directory) {
    this(directory, Duration.ofSeconds(1));
  }

  BuildSettingsDirectory(Path directory, Duration lookAgain) {
    this.directory = directory;
    this.lookAgain = lookAgain;
    this.read = new Read(readAll(BuildConfiguration.DEFAULT), System.nanoTime());
  }

  @Override
  public BuildConfiguration get() {
    Read last = read;
    if (System.nanoTime() - last.at() < lookAgain.toNanos()) {
      return last.configuration();
    }
    var now = new Read(readAll(last.configuration()), System.nanoTime());
    read = now;
    return now.configuration();
  }

  /// @param otherwise what counts while the directory cannot be read
  private BuildConfiguration readAll(BuildConfiguration otherwise) {
    if (!Files.isDirectory(directory)) {
      return BuildConfiguration.DEFAULT;
    }
    var keys = new HashMap<String, String>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.size(file) <= MAX_BYTES) {
          keys.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    } catch (IOException e) {
      log.warn("settings in {} cannot be read, the last ones count: {}", directory, e.toString());
      return otherwise;
    }
    return BuildSettings.parse(Map.copyOf(keys));
  }
}
