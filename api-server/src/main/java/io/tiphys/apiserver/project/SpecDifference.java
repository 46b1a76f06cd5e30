package io.tiphys.apiserver.project;

import io.tiphys.model.json.ModelJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Where two specs differ, for the refusal of a `create` of what exists.
final class SpecDifference {

  private static final int MOST = 100;

  private SpecDifference() {}

  /// @param what such as `project`
  /// @return the text that clients of Argo CD know
  static String refusal(String what, Record existing, Record wanted) {
    var keys = new ArrayList<String>();
    collect(ModelJson.toTree(existing), ModelJson.toTree(wanted), List.of(), keys);
    String text = "existing %s spec is different; use upsert flag to force update".formatted(what);
    return keys.isEmpty()
        ? text
        : text
            + "; difference in keys \"%s\""
                .formatted(String.join(",", keys.subList(0, Math.min(MOST, keys.size()))));
  }

  private static void collect(
      @Nullable Object one, @Nullable Object other, List<String> path, List<String> keys) {
    if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
      var names = new TreeSet<String>();
      map.keySet().forEach(name -> names.add(String.valueOf(name)));
      otherMap.keySet().forEach(name -> names.add(String.valueOf(name)));
      for (String name : names) {
        collect(map.get(name), otherMap.get(name), below(path, goName(name)), keys);
      }
    } else if (one instanceof List<?> list && other instanceof List<?> otherList) {
      for (int i = 0; i < Math.max(list.size(), otherList.size()); i++) {
        collect(at(list, i), at(otherList, i), below(path, Integer.toString(i)), keys);
      }
    } else if (!Objects.equals(one, other)) {
      keys.addAll(path);
    }
  }

  private static @Nullable Object at(List<?> list, int index) {
    return index < list.size() ? list.get(index) : null;
  }

  private static List<String> below(List<String> path, String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private static String goName(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
