package io.tiphys.engine.schema;

import io.tiphys.model.manifest.GroupKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which fields of custom kinds hold what types of Kubernetes hold, so that they are compared as
/// those are: `cpu: 100m` is `cpu: "0.1"`. Any number of threads.
///
/// A member that the type does not have is compared value by value.
public final class KnownFields {

  private static final GroupKind ROLLOUT = new GroupKind("argoproj.io", "Rollout");
  private static final int MOST_KEPT = 1_000;

  /// What holds when nothing is configured: Pods of Rollouts, as in the original.
  public static final KnownFields DEFAULT = of(List.of());

  private record Question(GroupKind kind, Schema schema) {}

  private final Map<GroupKind, List<KnownField>> fields;
  private final String digest;
  private final Map<Question, Schema> known = new ConcurrentHashMap<>();

  private KnownFields(Map<GroupKind, List<KnownField>> fields, String digest) {
    this.fields = Map.copyOf(fields);
    this.digest = digest;
  }

  /// @param fields those of a type that is not supported are left aside
  public static KnownFields of(List<KnownField> fields) {
    var all = new ArrayList<>(fields);
    if (fields.stream().noneMatch(field -> field.kind().equals(ROLLOUT))) {
      all.add(new KnownField(ROLLOUT, "spec.template.spec", "core/v1/PodSpec"));
    }
    var byKind = new HashMap<GroupKind, List<KnownField>>();
    all.forEach(
        field -> byKind.computeIfAbsent(field.kind(), kind -> new ArrayList<>()).add(field));
    return new KnownFields(byKind, fields.isEmpty() ? "" : fields.toString());
  }

  /// Whether a field may be said to hold it.
  public static boolean isSupported(String type) {
    return KnownTypes.of(type).isPresent();
  }

  /// The same for equal fields, in every process: part of a key under which an answer is kept.
  public String digest() {
    return digest;
  }

  /// A kind's schema with what is known of its fields.
  ///
  /// @param schema as the cluster has it; empty for none
  /// @return the same for a kind of which nothing more is known
  public Optional<Schema> in(GroupKind kind, Optional<Schema> schema) {
    List<KnownField> here = fields.getOrDefault(kind, List.of());
    if (here.isEmpty()) {
      return schema;
    }
    if (known.size() > MOST_KEPT) {
      known.clear(); // of schemas that clusters have replaced
    }
    return Optional.of(
        known.computeIfAbsent(
            new Question(kind, schema.orElse(Schema.UNKNOWN_KIND)),
            question -> typed(question.schema(), here)));
  }

  private static Schema typed(Schema schema, List<KnownField> fields) {
    var typed = schema;
    for (var field : fields) {
      var type = KnownTypes.of(field.type());
      if (type.isPresent()) {
        typed = new TypeOverlay().at(typed, List.of(field.path().split("\\.")), type.get());
      }
    }
    return typed;
  }
}
