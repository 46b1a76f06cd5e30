package io.tiphys.engine.health;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One entry of `status.conditions`.
///
/// @param observedGeneration 0 when it does not say
record Condition(
    String type, String status, String reason, String message, long observedGeneration) {

  static List<Condition> of(Manifest live) {
    return parse(live.at("status", "conditions"));
  }

  static List<Condition> parse(@Nullable Object list) {
    var conditions = new ArrayList<Condition>();
    for (Object item : JsonTree.listOrEmpty(list)) {
      if (item instanceof Map<?, ?> map) {
        var entry = JsonTree.object(map);
        conditions.add(
            new Condition(
                text(entry, "type"),
                status(entry.get("status")),
                text(entry, "reason"),
                text(entry, "message"),
                entry.get("observedGeneration") instanceof Number number ? number.longValue() : 0));
      }
    }
    return conditions;
  }

  static Optional<Condition> find(Manifest live, String type) {
    return of(live).stream().filter(condition -> condition.type.equals(type)).findFirst();
  }

  /// Some controllers write booleans.
  private static String status(@Nullable Object status) {
    return switch (status) {
      case Boolean flag -> flag ? "True" : "False";
      case String text -> text;
      case null, default -> "";
    };
  }

  private static String text(Map<String, @Nullable Object> entry, String name) {
    return entry.get(name) instanceof String text ? text : "";
  }

  boolean isTrue() {
    return status.equals("True");
  }

  boolean isFalse() {
    return status.equals("False");
  }

  /// The message, or the reason where there is none.
  String why() {
    return message.isEmpty() ? reason : message;
  }
}
