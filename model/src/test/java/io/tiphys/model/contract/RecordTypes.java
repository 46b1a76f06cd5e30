package io.tiphys.model.contract;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tiphys.model.json.JsonName;
import io.tiphys.model.json.Unknown;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The model's records as reflection shows them.
public final class RecordTypes {

  private RecordTypes() {}

  /// All records that keep unknown members: those that stand for a JSON object.
  public static List<Class<? extends Record>> all() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tiphys.model")
            .stream()
            .filter(JavaClass::isRecord)
            .<Class<?>>map(JavaClass::reflect)
            .filter(type ->
                Arrays.stream(type.getRecordComponents())
                    .anyMatch(component -> component.getType() == Unknown.class))
            .<Class<? extends Record>>map(type -> type.asSubclass(Record.class))
            .toList();
  }

  /// A record's components by their JSON name.
  public static Map<String, RecordComponent> members(Class<?> type) {
    var members = new LinkedHashMap<String, RecordComponent>();
    for (var component : type.getRecordComponents()) {
      if (component.getType() != Unknown.class) {
        members.put(jsonName(component), component);
      }
    }
    return members;
  }

  /// Whether null may stand in it.
  public static boolean isNullable(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String jsonName(RecordComponent component) {
    var given = component.getAnnotation(JsonName.class);
    String name = component.getName();
    return given != null
        ? given.value()
        : name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
  }
}
