package io.tiphys.kube.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListReaderTest {

  private final List<String> items = new ArrayList<>();

  private ListReader.Page read(InputStream input) throws IOException {
    return new ListReader(input)
        .read((buffer, from, to) ->
            items.add(new String(buffer, from, to - from, StandardCharsets.UTF_8)));
  }

  private static InputStream bytes(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  /// Gives a few bytes at a time, as a network may.
  private static InputStream trickle(String json, int size) {
    InputStream all = bytes(json);
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return all.read();
      }

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        return all.read(buffer, from, Math.min(size, length));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void cuts_items_whatever_arrives_together(int size) throws IOException {
    String json =
        """
        {"kind":"List","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"a\\"b","remainingItemCount":3},
         "items":[{"a":"}]\\\\"} , {"b":[1,{"c":"é"}]},{}], "extra":[true,null,-1.5e3,"x"]}
        """;
    ListReader.Page page = read(trickle(json, size));
    assertThat(items).containsExactly("{\"a\":\"}]\\\\\"}", "{\"b\":[1,{\"c\":\"é\"}]}", "{}");
    assertThat(page.resourceVersion()).isEqualTo("7");
    assertThat(page.continueToken()).isEqualTo("a\"b");
  }

  @Test
  void an_item_may_be_larger_than_the_buffer() throws IOException {
    String large = "{\"x\":\"" + "y".repeat(300_000) + "\"}";
    read(bytes("{\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[{}," + large + ",{}]}"));
    assertThat(items).containsExactly("{}", large, "{}");
  }

  @Test
  void the_metadata_may_come_last_and_the_items_may_be_missing() throws IOException {
    assertThat(
            read(bytes("{\"items\":null,\"metadata\":{\"resourceVersion\":\"5\"}}"))
                .resourceVersion())
        .isEqualTo("5");
    assertThat(items).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"items\":[{\"a\":1}", "{\"items\":[{\"a\":\"", "<html>"})
  void what_is_no_list_or_ends_early_is_an_error(String json) {
    assertThatThrownBy(() -> read(bytes(json))).isInstanceOf(IOException.class);
  }
}
