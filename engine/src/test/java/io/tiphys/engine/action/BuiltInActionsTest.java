package io.tiphys.engine.action;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.action.ActionResult.Change;
import io.tiphys.engine.lua.LuaLimits;
import io.tiphys.engine.override.KindOverrides;
import io.tiphys.engine.patch.JsonMergePatch;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.override.ResourceAction;
import io.tiphys.testkit.Behaviour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each action that comes with Tiphys is offered, and does what `built-in-actions.txt` says.
@Behaviour("RES-06")
class BuiltInActionsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final ResourceActions ACTIONS =
      new ResourceActions(KindOverrides.NONE, () -> LuaLimits.usual(() -> 0, NOW));

  /// @param does the patch, or after `+` the new object
  private record Row(
      String kind, String members, String action, Map<String, String> params, String does) {

    Manifest object() {
      int slash = kind.lastIndexOf('/');
      var base =
          new HashMap<String, @Nullable Object>(
              manifest(
                      "{'apiVersion':'%s/v1','kind':'%s','metadata':{'name':'x','namespace':'web','uid':'u','generation':2}}"
                          .formatted(kind.substring(0, slash), kind.substring(slash + 1)))
                  .content());
      base.putAll(manifest("{" + members + "}").content());
      return new Manifest(base);
    }
  }

  private static List<Row> rows() throws IOException {
    String text;
    try (var in = BuiltInActionsTest.class.getResourceAsStream("built-in-actions.txt")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .flatMap(line -> {
          String[] cells = line.split(" \\| ");
          String[] words = cells[2].strip().split(" ");
          var params = new HashMap<String, String>();
          Arrays.stream(words)
              .skip(1)
              .map(word -> word.split("="))
              .forEach(pair -> params.put(pair[0], pair[1]));
          return Arrays.stream(cells[0].strip().split(" "))
              .map(kind -> new Row(kind, cells[1].strip(), words[0], params, cells[3].strip()));
        })
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> isOfferedAndDoesWhatItSays() throws IOException {
    return rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.kind() + " " + row.action(),
                () -> {
                  Manifest object = row.object();
                  assertThat(offered(object)).contains(row.action());
                  assertThat(ACTIONS.run(object, row.action(), row.params()))
                      .isInstanceOfSatisfying(
                          ActionResult.Changes.class,
                          changes ->
                              assertThat(changes.changes())
                                  .singleElement()
                                  .satisfies(change ->
                                      assertThat(written(object, change)).isEqualTo(row.does())));
                }));
  }

  /// The names of those that can be run.
  private static List<String> offered(Manifest object) {
    return ACTIONS.discover(object) instanceof ActionList.Found(var found)
        ? found.stream().filter(action -> !action.disabled()).map(ResourceAction::name).toList()
        : List.of();
  }

  private static String written(Manifest object, Change change) {
    String json =
        switch (change) {
          case Change.Patch(var wanted) ->
              JsonTree.writeString(JsonMergePatch.create(object.content(), wanted.content()));
          case Change.Create(var made) -> "+ " + JsonTree.writeString(made.content());
        };
    return json.replace('"', '\'');
  }

  @Test
  void noneIsLeftOut() throws IOException {
    var shown = new TreeSet<String>();
    rows().forEach(row -> shown.add(row.kind() + "/" + row.action()));
    var there = new TreeSet<String>();
    for (String kind : BuiltInActions.kinds()) {
      int slash = kind.lastIndexOf('/');
      BuiltInActions.of(new GroupKind(kind.substring(0, slash), kind.substring(slash + 1)))
          .forEach(action -> there.add(kind + "/" + action.name()));
    }
    assertThat(there).isEqualTo(shown).hasSizeGreaterThanOrEqualTo(93);
  }
}
