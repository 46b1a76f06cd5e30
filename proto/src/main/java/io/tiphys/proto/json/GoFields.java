package io.tiphys.proto.json;

import com.google.protobuf.Descriptors.Descriptor;
import io.tiphys.proto.go.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The fields of one type of message. Worked out once for each type.
///
/// @param all in the order of the `.proto`
/// @param inlined those whose members stand among the message's own
/// @param byName the others by the names that they are read by
/// @param byNameInAnyCase the same, whatever the case
record GoFields(
    List<GoField> all,
    List<GoField> inlined,
    Map<String, GoField> byName,
    Map<String, GoField> byNameInAnyCase) {

  // as many as there are types in the .proto files
  private static final Map<Descriptor, GoFields> KNOWN = new ConcurrentHashMap<>();

  static GoFields of(Descriptor type) {
    GoFields known = KNOWN.get(type);
    return known == null ? KNOWN.computeIfAbsent(type, GoFields::read) : known;
  }

  private static GoFields read(Descriptor type) {
    var all = type.getFields().stream().map(GoField::of).toList();
    var byName = new HashMap<String, GoField>();
    var byNameInAnyCase = new TreeMap<String, GoField>(String.CASE_INSENSITIVE_ORDER);
    for (GoField field : all) {
      if (field.mode() != Json.INLINE) {
        for (String name : List.of(field.name(), field.descriptor().getName())) {
          byName.putIfAbsent(name, field);
          byNameInAnyCase.putIfAbsent(name, field);
        }
      }
    }
    var inlined = all.stream().filter(it -> it.mode() == Json.INLINE).toList();
    return new GoFields(all, inlined, byName, byNameInAnyCase);
  }

  /// The field of that very name, else one that has it in another case.
  @Nullable GoField find(String member) {
    GoField exact = byName.get(member);
    return exact == null ? byNameInAnyCase.get(member) : exact;
  }
}
