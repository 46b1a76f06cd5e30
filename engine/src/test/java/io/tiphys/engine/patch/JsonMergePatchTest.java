package io.tiphys.engine.patch;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonMergePatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'a':'b'}         | {'a':'c'}              | {'a':'c'}",
        "{'a':'b'}         | {'b':'c'}              | {'a':'b','b':'c'}",
        "{'a':'b'}         | {'a':null}             | {}",
        "{'a':['b']}       | {'a':'c'}              | {'a':'c'}",
        "{'a':'c'}         | {'a':['b']}            | {'a':['b']}",
        "{'a':{'b':'c'}}   | {'a':{'b':'d','c':null}} | {'a':{'b':'d'}}",
        "{'a':'foo'}       | 'bar'                  | 'bar'",
        "[1,2]             | {'a':'b','c':null}     | {'a':'b'}",
        "{}                | {'a':{'bb':{'ccc':null}}} | {'a':{'bb':{}}}"
      })
  void patches(String before, String patch, String after) {
    assertThat(JsonMergePatch.apply(tree(before), tree(patch))).isEqualTo(tree(after));
  }

  @Test
  void theSmallestPatchMakesOneOfTheOther() {
    var from = manifest("{'a':1,'b':{'c':2,'d':3},'e':[1,2],'same':{'x':1}}").content();
    var to = manifest("{'a':1.0,'b':{'c':5},'e':[2],'same':{'x':1}}").content();
    var patch = JsonMergePatch.create(from, to);
    assertThat(JsonTree.writeString(patch)).isEqualTo("{\"b\":{\"c\":5,\"d\":null},\"e\":[2]}");
    assertThat(JsonMergePatch.create(from, from)).isEmpty();
  }

  static @Nullable Object tree(String json) {
    return JsonTree.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
