package io.tiphys.e2e.operation;

import io.tiphys.model.json.JsonTree;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `${word}` in a row stands for. A word with dots looks into a tree: `${given.metadata.uid}`.
///
/// @param meanings texts and trees
record Words(Map<String, @Nullable Object> meanings) {

  private static final Pattern WORD = Pattern.compile("\\$\\{([a-zA-Z.]+)}");

  Words with(String word, @Nullable Object meaning) {
    var more = new LinkedHashMap<String, @Nullable Object>(meanings);
    more.put(word, meaning);
    return new Words(more);
  }

  /// @return the tree with the meanings; a text that is one word becomes what it means
  @Nullable Object fill(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> filled(map);
      case List<?> list -> list.stream().map(this::fill).toList();
      case String text -> {
        var only = WORD.matcher(text);
        yield only.matches() ? meaning(only.group(1)) : text(text);
      }
      case null, default -> tree;
    };
  }

  Map<String, @Nullable Object> filled(Map<?, ?> map) {
    var filled = new TreeMap<String, @Nullable Object>();
    JsonTree.object(map).forEach((name, value) -> filled.put(text(name), fill(value)));
    return filled;
  }

  /// A word may be part of another's name: `${manager.${door}}`.
  String text(String text) {
    String filled = once(text);
    return filled.equals(text) ? text : text(filled);
  }

  private String once(String text) {
    return WORD.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(String.valueOf(meaning(found.group(1)))));
  }

  private @Nullable Object meaning(String word) {
    if (meanings.containsKey(word)) {
      return meanings.get(word);
    }
    String[] path = word.split("\\.");
    Object at = meanings.get(path[0]);
    for (int i = 1; i < path.length; i++) {
      at = JsonTree.objectOrEmpty(at).get(path[i]);
    }
    if (at == null) {
      throw new IllegalArgumentException("nothing is meant by ${" + word + "}");
    }
    return at;
  }

  /// The text with the words where their meanings are, the longest first.
  String hide(String text) {
    String hidden = text;
    var longestFirst =
        meanings.entrySet().stream()
            .filter(it -> it.getValue() instanceof String meaning && meaning.length() > 5)
            .sorted(Comparator.comparingInt(it -> -String.valueOf(it.getValue()).length()))
            .toList();
    for (var word : longestFirst) {
      hidden = hidden.replace(String.valueOf(word.getValue()), "${" + word.getKey() + "}");
    }
    return hidden;
  }
}
