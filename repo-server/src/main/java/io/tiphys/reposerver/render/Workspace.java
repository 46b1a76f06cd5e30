package io.tiphys.reposerver.render;

import io.tiphys.reposerver.render.RenderResult.Phase;
import io.tiphys.reposerver.render.process.BoundedProcess;
import io.tiphys.reposerver.render.process.ProcessLimits;
import io.tiphys.reposerver.render.process.ProcessResult;
import io.tiphys.reposerver.source.CommitTree;
import io.tiphys.reposerver.source.Materialize.Copy;
import io.tiphys.reposerver.source.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One render's private copy of what it reads, and the programs that run in it. Nothing of the
/// machine's own directories shows in what it answers.
final class Workspace implements AutoCloseable {

  /// What a user sees instead of the copy's directory.
  static final String CACHED_SOURCE = "<path to cached source>";

  static final String VALUES_SHOWN = "<temp file with values from source.helm.values/valuesObject>";

  /// A program to run.
  ///
  /// @param name what the user knows it by
  record Program(String name, Path binary) {}

  private final Path run;
  private final Copy copy;
  private final BoundedProcess processes;
  private final ProcessLimits limits;
  private final List<String> commands = new ArrayList<>();

  private Workspace(Path run, Copy copy, BoundedProcess processes, ProcessLimits limits) {
    this.run = run;
    this.copy = copy;
    this.processes = processes;
    this.limits = limits;
  }

  static Workspace open(
      Workspaces workspaces,
      CommitTree tree,
      Closure closure,
      BoundedProcess processes,
      ProcessLimits limits)
      throws RenderFailure {
    try {
      var run = workspaces.enter();
      try {
        Files.createDirectory(run.resolve("home"));
        var copy = workspaces.copier(run).copy(tree, closure.reads().keySet());
        return new Workspace(run, copy, processes, limits);
      } catch (SourceException e) {
        Workspaces.remove(run);
        throw RenderFailure.lasting(Phase.BUILD, e.getMessage());
      }
    } catch (IOException | UncheckedIOException e) {
      throw RenderFailure.passing(Phase.BUILD, "cannot copy the files to render: no space left?");
    }
  }

  /// The copy's root.
  Path root() {
    return copy.root();
  }

  /// A directory for what the programs keep, empty at first.
  Path home() {
    return run.resolve("home");
  }

  /// The programs that were run, as the user may see them.
  List<String> commands() {
    return List.copyOf(commands);
  }

  /// Runs a program and returns its output.
  ///
  /// @param program name as shown to the user, and the file
  /// @param directory where; from the copy's root
  /// @throws RenderFailure when it does not succeed, in the original's words
  byte[] run(
      Program program, String directory, List<String> arguments, Map<String, String> environment)
      throws RenderFailure {
    var command = Stream.concat(Stream.of(program.binary().toString()), arguments.stream());
    String line = program.name() + (arguments.isEmpty() ? "" : " " + String.join(" ", arguments));
    commands.add(shown(line, "."));
    ProcessResult result;
    try {
      result = processes.run(command.toList(), root().resolve(directory), environment, limits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RenderFailure.passing(Phase.BUILD, failed(line, "interrupted"));
    }
    return switch (result) {
      case ProcessResult.Exited(int code, var output, var _) when code == 0 -> output;
      case ProcessResult.Exited(int code, var _, var errors) -> {
        String errorText = errors.strip();
        String why = "exit status " + code + (errorText.isEmpty() ? "" : ": " + errorText);
        // 126 and more: the launcher, a signal, a limit
        throw code < 126
            ? RenderFailure.lasting(Phase.BUILD, failed(line, why))
            : RenderFailure.passing(Phase.BUILD, failed(line, why));
      }
      case ProcessResult.TimedOut(var after, boolean fatal) ->
          throw RenderFailure.passing(
              Phase.BUILD,
              failed(line, (fatal ? "fatal timeout after " : "timeout after ") + go(after)));
      case ProcessResult.TooMuchOutput(int bytes) ->
          throw RenderFailure.lasting(
              Phase.MANIFESTS, failed(line, "it wrote more than %d bytes".formatted(bytes)));
      case ProcessResult.NotStarted _ -> throw Toolchain.absent(program.binary());
    };
  }

  private String failed(String line, String why) {
    return shown("`" + line + "` failed " + why, CACHED_SOURCE);
  }

  /// The text without directories of this machine.
  ///
  /// @param source stands for the copy's root
  String shown(String text, String source) {
    return text.replace(run.resolve(HelmTool.VALUES_FILE).toString(), VALUES_SHOWN)
        .replace(root().toString(), source)
        .replace(run.toString(), "<private directory>");
  }

  Path valuesFile() {
    return run.resolve(HelmTool.VALUES_FILE);
  }

  private static String go(Duration time) {
    long seconds = time.toSeconds();
    long minutes = seconds / 60;
    if (seconds == 0) {
      return time.toMillis() + "ms";
    }
    return minutes == 0 ? seconds + "s" : minutes + "m" + seconds % 60 + "s";
  }

  @Override
  public void close() {
    try {
      Workspaces.remove(run);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + run, e);
    }
  }
}
