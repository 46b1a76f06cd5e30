package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.process.BoundedProcess;
import io.tiphys.reposerver.render.process.ProcessLimits;
import io.tiphys.reposerver.render.process.ProcessResult;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The programs that are run and their versions. They come from the installation, never from a
/// request.
public final class Toolchain {

  private final Path helm;
  private final Path kustomize;
  private final Path git;
  private final BoundedProcess processes = new BoundedProcess();
  private final Map<Path, Known> versions = new ConcurrentHashMap<>();

  private record Known(FileTime changed, long size, String version) {}

  /// @param helm Helm 4; need not exist while no chart is rendered
  /// @param kustomize Kustomize 5; the same
  /// @param git for Kustomize's remote bases; the same
  public Toolchain(Path helm, Path kustomize, Path git) {
    this.helm = helm;
    this.kustomize = kustomize;
    this.git = git;
  }

  /// The programs that a search path finds.
  ///
  /// @param directories separated as in `PATH`
  public static Toolchain onPath(String directories) {
    return new Toolchain(
        find("helm", directories), find("kustomize", directories), find("git", directories));
  }

  private static Path find(String name, String directories) {
    return Stream.concat(Arrays.stream(directories.split(File.pathSeparator)), Stream.of("/bin"))
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(Path.of("/usr/local/bin", name));
  }

  Path helm() {
    return helm;
  }

  Path kustomize() {
    return kustomize;
  }

  Path git() {
    return git;
  }

  BoundedProcess processes() {
    return processes;
  }

  String helmVersion(ProcessLimits limits) throws RenderFailure {
    return version(helm, List.of("version", "--short"), limits);
  }

  String kustomizeVersion(Path binary, ProcessLimits limits) throws RenderFailure {
    return version(binary, List.of("version"), limits);
  }

  /// What a program says of itself; asked again when its file has changed.
  private String version(Path binary, List<String> arguments, ProcessLimits limits)
      throws RenderFailure {
    try {
      var changed = Files.getLastModifiedTime(binary);
      long size = Files.size(binary);
      var known = versions.get(binary);
      if (known == null || !known.changed().equals(changed) || known.size() != size) {
        String version = ask(binary, arguments, limits);
        known = new Known(changed, size, "%s %s %d".formatted(binary.getFileName(), version, size));
        versions.put(binary, known);
      }
      return known.version();
    } catch (IOException e) {
      throw absent(binary);
    }
  }

  private String ask(Path binary, List<String> arguments, ProcessLimits limits)
      throws RenderFailure {
    var command = Stream.concat(Stream.of(binary.toString()), arguments.stream()).toList();
    try {
      var home = Optional.ofNullable(System.getProperty("java.io.tmpdir")).orElse("/tmp");
      var result = processes.run(command, Path.of(home), Map.of("HOME", "/nonexistent"), limits);
      if (result instanceof ProcessResult.Exited(int code, var output, var _) && code == 0) {
        return new String(output, StandardCharsets.UTF_8).strip();
      }
      throw RenderFailure.passing(
          Phase.BUILD, "%s does not tell its version".formatted(binary.getFileName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RenderFailure.passing(Phase.BUILD, "interrupted");
    }
  }

  static RenderFailure absent(Path binary) {
    return RenderFailure.passing(
        Phase.BUILD,
        "the program %s is not there: install it or put it on the repo server's PATH"
            .formatted(binary.getFileName()));
  }
}
