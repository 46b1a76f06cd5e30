package io.tiphys.settings;

import io.tiphys.kube.cache.KindFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Reads `resource.exclusions` and `resource.inclusions`: a list of maps with `apiGroups`, `kinds`
/// and `clusters`.
final class KindRules {

  private KindRules() {}

  static List<KindFilter.Rule> of(Object tree) {
    var rules = new ArrayList<KindFilter.Rule>();
    for (Object item : Values.items(tree, "the value")) {
      Map<?, ?> map = Values.map(item, "an item");
      rules.add(
          new KindFilter.Rule(
              Values.texts(map, "apiGroups"),
              Values.texts(map, "kinds"),
              Values.texts(map, "clusters")));
    }
    return rules;
  }
}
