package io.tiphys.engine.health;

import io.tiphys.engine.bundled.BundledFile;
import io.tiphys.engine.override.WildName;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known of custom resources, kind by kind: the table `custom-resources.txt`.
final class KindTable {

  /// The one that comes with Tiphys.
  static final KindTable BUNDLED =
      new KindTable(RuleReader.read(BundledFile.text(KindTable.class, "custom-resources.txt")));

  private final Map<String, List<HealthRule>> exact = new HashMap<>();
  private final Map<WildName, List<HealthRule>> wild = new LinkedHashMap<>();

  KindTable(Map<String, List<HealthRule>> rules) {
    rules.forEach((kind, list) -> {
      WildName pattern = WildName.of(kind);
      if (pattern.isExact()) {
        exact.put(kind, list);
      } else {
        wild.put(pattern, list);
      }
    });
  }

  /// The kinds that it names, without those that it knows by a pattern.
  Set<String> kinds() {
    return Set.copyOf(exact.keySet());
  }

  boolean knows(GroupKind kind) {
    return rules(kind).isPresent();
  }

  /// @return empty when the kind is not known; Unknown when no rule holds
  Optional<Health> judge(Manifest live) {
    return rules(live.gvk().groupKind())
        .map(rules ->
            rules.stream()
                .flatMap(rule -> rule.judge(live).stream())
                .findFirst()
                .orElse(Health.unknown("")));
  }

  private Optional<List<HealthRule>> rules(GroupKind kind) {
    String name = kind.toString();
    List<HealthRule> rules = exact.get(name);
    if (rules != null) {
      return Optional.of(rules);
    }
    return wild.entrySet().stream()
        .filter(entry -> entry.getKey().fits(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
