package io.tiphys.exchange.state;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Of which pieces a part consists: the digests of their contents, by section. Two of the same
/// content are equal.
record PieceIndex(Map<String, List<String>> sections) {

  static PieceIndex parse(byte[] json) {
    var sections = new LinkedHashMap<String, List<String>>();
    JsonTree.parseObject(json)
        .forEach((name, digests) -> {
          var texts = new ArrayList<String>();
          JsonTree.listOrEmpty(digests).forEach(one -> texts.add(String.valueOf(one)));
          sections.put(name, texts);
        });
    return new PieceIndex(sections);
  }

  byte[] json() {
    var tree = new LinkedHashMap<String, @Nullable Object>(sections);
    return JsonTree.write(tree);
  }

  List<String> of(String section) {
    return sections.getOrDefault(section, List.of());
  }

  Stream<String> digests() {
    return sections.values().stream().flatMap(List::stream);
  }

  int count() {
    return sections.values().stream().mapToInt(List::size).sum();
  }

  /// Another text for another content.
  String version() {
    return Digests.of(json());
  }
}
