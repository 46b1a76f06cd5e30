package io.tiphys.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// The Git repository of the load: a bare one, and a working copy to commit from.
final class LoadRepository {

  private final Path bare;
  private final Path work;

  private LoadRepository(Path bare, Path work) {
    this.bare = bare;
    this.work = work;
  }

  /// Makes it with one commit: four objects in each directory.
  static LoadRepository create(Path home, int applications)
      throws IOException, InterruptedException {
    return create(home, applications, i -> Load.objects(i, Load.text(i)));
  }

  /// Makes it with one commit.
  ///
  /// @param objects of a directory, by number, as [Load#objects] has them
  static LoadRepository create(
      Path home, int applications, IntFunction<Map<String, String>> objects)
      throws IOException, InterruptedException {
    var repository = new LoadRepository(home.resolve("repository.git"), home.resolve("work"));
    repository.git(home, "init", "-q", "--bare", "--initial-branch=main", "repository.git");
    repository.git(home, "clone", "-q", "repository.git", "work");
    for (int i = 0; i < applications; i++) {
      Path directory = Files.createDirectories(repository.directory(i));
      for (var object : objects.apply(i).entrySet()) {
        String kind = object.getKey().substring(object.getKey().indexOf(':') + 1);
        Files.writeString(directory.resolve(kind + ".yaml"), object.getValue());
      }
    }
    repository.commit();
    return repository;
  }

  String url() {
    return "file://" + bare;
  }

  /// Changes one directory.
  ///
  /// @return the new commit
  String change(int number, String text) throws IOException, InterruptedException {
    Files.writeString(
        directory(number).resolve("configmaps.yaml"),
        String.valueOf(Load.objects(number, text).get("api/v1:configmaps")));
    return commit();
  }

  private String commit() throws IOException, InterruptedException {
    git(work, "checkout", "-q", "-B", "main");
    git(work, "add", "-A");
    git(
        work,
        "-c",
        "user.name=bench",
        "-c",
        "user.email=bench@tiphys.example",
        "commit",
        "-qm",
        "load");
    git(work, "push", "-q", "origin", "main");
    return git(work, "rev-parse", "HEAD").strip();
  }

  private Path directory(int number) {
    return work.resolve("apps").resolve(Load.app(number));
  }

  private String git(Path directory, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("git " + String.join(" ", arguments) + ": " + output);
    }
    return output;
  }
}
