package io.tiphys.model.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reads the same YAML with the real kubectl and with ours. What kubectl refuses we must refuse;
/// what it reads we must read to the same JSON.
class YamlOracleIT {

  @TempDir Path folder;

  @Test
  void readsScalarsAsKubectlDoes() throws Exception {
    var cases = new ArrayList<String>();
    for (String scalar : YamlCorpus.SCALARS) {
      cases.add("value: " + scalar + "\n");
      cases.add("value: [" + scalar + "]\n");
    }
    agree(cases);
  }

  @Test
  void readsKeysAsKubectlDoes() throws Exception {
    agree(YamlCorpus.SCALARS.stream().map(key -> "value:\n  " + key + ": x\n").toList());
  }

  @Test
  void readsStructuresAsKubectlDoes() throws Exception {
    agree(YamlCorpus.STRUCTURES);
  }

  @Test
  void takesStreamsApartAsKubectlDoes() throws Exception {
    var differences = new ArrayList<String>();
    for (String text : YamlCorpus.STREAMS) {
      var theirs = new ArrayList<>(kubectlStream(text));
      var ours = new ArrayList<String>();
      try {
        ManifestYaml.parse("", text, YamlLimits.DEFAULT).forEach(m -> ours.add(m.name()));
      } catch (InvalidYamlException e) {
        ours.add("refused");
      }
      if (!ours.equals(theirs)) {
        differences.add("%s  kubectl: %s%n  ours: %s".formatted(text, theirs, ours));
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void readsRandomTextsAsKubectlDoes() throws Exception {
    var random = new Random(20260101);
    var cases = new ArrayList<String>();
    for (int i = 0; i < 600; i++) {
      cases.add("value: " + YamlCorpus.scalar(random) + "\n");
    }
    for (int i = 0; i < 300; i++) {
      cases.add(YamlCorpus.block(random));
    }
    agree(cases);
  }

  @Test
  void kubectlReadsWhatWeWrite() throws Exception {
    var random = new Random(7);
    var trees = new ArrayList<Map<String, @Nullable Object>>();
    for (int i = 0; i < 300; i++) {
      var tree = new TreeMap<String, @Nullable Object>();
      tree.put("value", YamlCorpus.tree(random, 4));
      trees.add(tree);
    }
    var answers = kubectl(trees.stream().map(YamlTree::write).toList());
    for (int i = 0; i < trees.size(); i++) {
      String written = YamlTree.write(trees.get(i));
      assertThat(answers.get("c" + i))
          .as(written)
          .isEqualTo(JsonTree.writeString(trees.get(i).get("value")));
      assertThat(JsonTree.writeString(YamlTree.parse("", written, YamlLimits.DEFAULT)))
          .as(written)
          .isEqualTo(JsonTree.writeString(trees.get(i)));
    }
  }

  private void agree(List<String> cases) throws IOException, InterruptedException {
    var answers = kubectl(cases);
    var differences = new ArrayList<String>();
    for (int i = 0; i < cases.size(); i++) {
      String theirs = answers.get("c" + i);
      String ours = ours(cases.get(i));
      boolean same = theirs == null ? ours.startsWith("refused") : ours.equals(theirs);
      if (!same) {
        differences.add("%s  kubectl: %s%n  ours: %s".formatted(cases.get(i), theirs, ours));
      }
    }
    assertThat(answers).as("cases that kubectl reads").hasSizeGreaterThan(cases.size() / 2);
    assertThat(differences).isEmpty();
  }

  private static String ours(String text) {
    try {
      Object tree = YamlTree.parse("", text, YamlLimits.DEFAULT);
      return JsonTree.writeString(JsonTree.objectOrEmpty(tree).get("value"));
    } catch (InvalidYamlException e) {
      return "refused: " + e.getMessage();
    }
  }

  /// The names of the objects that kubectl finds in a text, or `refused`.
  private List<String> kubectlStream(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("stream.yaml"), text);
    var process =
        new ProcessBuilder(
                Tools.path("kubectl").toString(),
                "label",
                "--local",
                "--dry-run=client",
                "-o",
                "jsonpath={.metadata.name}{' '}",
                "-f",
                file.toString(),
                "a=b")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? List.of(printed.strip().split(" ")) : List.of("refused");
  }

  /// What kubectl makes of each text's `value`, by the name of the case.
  private Map<String, String> kubectl(List<String> cases) throws IOException, InterruptedException {
    for (int i = 0; i < cases.size(); i++) {
      Files.writeString(
          folder.resolve("c" + i + ".yaml"),
          "apiVersion: v1\nkind: Thing\nmetadata: {name: c%d}\n%s".formatted(i, cases.get(i)));
    }
    Path answer = Files.createTempFile("kubectl", ".json");
    var process =
        new ProcessBuilder(
                Tools.path("kubectl").toString(),
                "label",
                "--local",
                "--dry-run=client",
                "-o",
                "json",
                "-f",
                folder.toString(),
                "a=b")
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    var values = new LinkedHashMap<String, String>();
    for (String each : Files.readString(answer, StandardCharsets.UTF_8).split("(?m)(?<=^})\n")) {
      if (!each.isBlank()) {
        var manifest = Manifest.parse(each.getBytes(StandardCharsets.UTF_8));
        values.put(manifest.name(), JsonTree.writeString(manifest.at("value")));
      }
    }
    Files.delete(answer);
    return values;
  }
}
