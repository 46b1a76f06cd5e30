package io.tiphys.engine.patch;

import static io.tiphys.engine.patch.JsonMergePatchTest.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.patch.JsonPatch.Patched;
import io.tiphys.engine.patch.JsonPatch.Refused;
import io.tiphys.model.json.JsonTree;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'a':1}       | [{'op':'add','path':'/b','value':2}]           | {'a':1,'b':2}",
        "{'a':[1,3]}   | [{'op':'add','path':'/a/1','value':2}]         | {'a':[1,2,3]}",
        "{'a':[1]}     | [{'op':'add','path':'/a/-','value':2}]         | {'a':[1,2]}",
        "{'a':1,'b':2} | [{'op':'remove','path':'/b'}]                  | {'a':1}",
        "{'a':[1,2,3]} | [{'op':'remove','path':'/a/1'}]                | {'a':[1,3]}",
        "{'a':1}       | [{'op':'replace','path':'/a','value':null}]    | {'a':null}",
        "{'a':{'b':1}} | [{'op':'move','from':'/a/b','path':'/c'}]      | {'a':{},'c':1}",
        "{'a':{'b':1}} | [{'op':'copy','from':'/a','path':'/c'}]        | {'a':{'b':1},'c':{'b':1}}",
        "{'a/b':{'~':1}} | [{'op':'replace','path':'/a~1b/~0','value':2}] | {'a/b':{'~':2}}",
        "{'a':1}       | [{'op':'test','path':'/a','value':1.0}]        | {'a':1}",
        "{'':1}        | [{'op':'replace','path':'/','value':2}]        | {'':2}",
        "{'a':1}       | [{'op':'replace','path':'','value':[]}]        | []"
      })
  void isCarriedOut(String before, String operations, String after) {
    var result = JsonPatch.apply(tree(before), JsonTree.listOrEmpty(tree(operations)));
    assertThat(result).isEqualTo(new Patched(tree(after)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{}          | [{'op':'remove','path':'/a'}]",
        "{}          | [{'op':'replace','path':'/a','value':1}]",
        "{}          | [{'op':'add','path':'/a/b','value':1}]",
        "{'a':[]}    | [{'op':'add','path':'/a/1','value':1}]",
        "{'a':[1]}   | [{'op':'replace','path':'/a/-','value':1}]",
        "{'a':[1]}   | [{'op':'remove','path':'/a/01'}]",
        "{'a':1}     | [{'op':'test','path':'/a','value':2}]",
        "{'a':1}     | [{'op':'add','path':'/b'}]",
        "{'a':1}     | [{'op':'add','path':'b','value':1}]",
        "{'a':{}}    | [{'op':'move','from':'/a','path':'/a/b'}]",
        "{'a':1}     | [{'op':'smile','path':'/a'}]",
        "{'a':1}     | [1]"
      })
  void isRefused(String before, String operations) {
    var result = JsonPatch.apply(tree(before), JsonTree.listOrEmpty(tree(operations)));
    assertThat(result).isInstanceOf(Refused.class);
    assertThat(((Refused) result).message()).startsWith("operation 1: ");
  }
}
