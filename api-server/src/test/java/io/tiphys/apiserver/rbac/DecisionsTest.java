package io.tiphys.apiserver.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.model.project.AppProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every folder of `rbac/`: objects in `objects.yaml`, and in `requests.txt` a line for each
/// request: the expected answer, the subject (`-` for somebody anonymous) with groups behind it,
/// the action, the resource and the object.
class DecisionsTest {

  private static final Path ROOT = Path.of("src/test/resources/rbac");

  @TestFactory
  Stream<DynamicTest> decisions() throws IOException {
    try (var folders = Files.list(ROOT)) {
      return folders.sorted().toList().stream().flatMap(DecisionsTest::requests);
    }
  }

  private static Stream<DynamicTest> requests(Path folder) {
    try (var files = Files.list(folder)) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrder("objects.yaml", "requests.txt");
      var ground = Ground.read(Files.readString(folder.resolve("objects.yaml")));
      return Files.readAllLines(folder.resolve("requests.txt")).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line ->
              DynamicTest.dynamicTest(
                  folder.getFileName() + ": " + line, () -> ground.check(line.split(" +"))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private record Ground(Policy policy, Map<String, AppProject> projects) {

    static Ground read(String yaml) {
      var policy = Policy.builtIn();
      var projects = new HashMap<String, AppProject>();
      for (Object document : YamlTree.parseAll("objects.yaml", yaml, YamlLimits.DEFAULT)) {
        var tree = JsonTree.objectOrEmpty(document);
        if ("ConfigMap".equals(tree.get("kind"))) {
          var data = new HashMap<String, String>();
          JsonTree.objectOrEmpty(tree.get("data"))
              .forEach((key, value) -> data.put(key, String.valueOf(value)));
          policy = ((Policy.Result.Good) Policy.compile(RbacSettings.of(data))).policy();
        } else {
          var project = ModelJson.fromTree(tree, AppProject.class);
          projects.put(project.metadata().name(), project);
        }
      }
      return new Ground(policy, projects);
    }

    void check(String[] words) {
      String[] names = words[1].split(",");
      var asker =
          names[0].equals("-")
              ? new Asker.Anonymous()
              : new Asker.Known(names[0], List.of(names).subList(1, names.length));
      var rights = new PolicyRights(policy, name -> Optional.ofNullable(projects.get(name)), asker);
      boolean isAllowed = words[0].equals("allow");
      assertThat(rights.allow(words[3], words[2], words[4])).isEqualTo(isAllowed);
      assertThat(rights.objects(words[3], words[2]).test(words[4])).isEqualTo(isAllowed);
    }
  }
}
