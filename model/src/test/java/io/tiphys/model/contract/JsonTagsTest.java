package io.tiphys.model.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.contract.ContractTable.Row;
import io.tiphys.model.json.Always;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Each row of the contract's table is a component of a record, and each component is a row: name,
/// type, whether it may be null and whether it is written when it is empty.
class JsonTagsTest {

  /// Kubernetes' own types, and two of Argo CD's that have no JSON tags; the table leaves them out.
  private static final Set<String> NOT_IN_TABLE =
      Set.of(
          "ObjectMeta",
          "ListMeta",
          "OwnerReference",
          "ManagedFieldsEntry",
          "LabelSelector",
          "LabelSelectorRequirement",
          "GroupKindItem",
          "LoadBalancerIngress",
          "PortStatus",
          "NodeSystemInfo",
          "SignatureKey",
          "SourceIntegrityCheckResult",
          "SourceIntegrityCheckResultItem");

  /// Rows of types that stand inside another one.
  private static final Set<String> INLINED =
      Set.of("KustomizeResId", "KustomizeGvk", "OptionalMap", "OptionalArray", "type");

  /// Go types that have another name or form here.
  private static final Map<String, String> FORMS =
      Map.ofEntries(
          Map.entry("string", "String"),
          Map.entry("int64", "long"),
          Map.entry("bool", "boolean"),
          Map.entry("[]byte", "Bytes"),
          Map.entry("metav1.Time", "Instant"),
          Map.entry("intstr.IntOrString", "Object"),
          Map.entry("apiextensionsv1.JSON", "Object"),
          Map.entry("runtime.RawExtension", "Object"),
          Map.entry("metav1.LabelSelector", "LabelSelector"),
          Map.entry("metav1.GroupKind", "GroupKindItem"),
          Map.entry("corev1.LoadBalancerIngress", "LoadBalancerIngress"),
          Map.entry("corev1.NodeSystemInfo", "NodeSystemInfo"),
          Map.entry("IgnoreDifferences", "List<ResourceIgnoreDifferences>"),
          Map.entry("ApplicationSources", "List<ApplicationSource>"),
          Map.entry("KustomizeImages", "List<String>"),
          Map.entry("KustomizePatches", "List<KustomizePatch>"),
          Map.entry("KustomizeReplicas", "List<KustomizeReplica>"),
          Map.entry("SyncOptions", "List<String>"),
          Map.entry("SyncWindows", "List<SyncWindow>"),
          Map.entry("Repositories", "List<Repository>"),
          Map.entry("ResourceResults", "List<ResourceResult>"),
          Map.entry("RevisionHistories", "List<RevisionHistory>"),
          Map.entry("PluginParameters", "Map<String, Object>"),
          Map.entry("ApplicationSourcePluginParameters", "List<ApplicationSourcePluginParameter>"),
          Map.entry("ApplicationSetTerminalGenerators", "List<ApplicationSetTerminalGenerator>"),
          Map.entry(
              "ApplicationSetIgnoreDifferences", "List<ApplicationSetResourceIgnoreDifferences>"));

  /// Rows whose type the table does not tell.
  private static final Map<String, String> UNTOLD =
      Map.of(
          "ApplicationSourcePlugin.env", "List<EnvEntry>",
          "ClusterConfig.tlsClientConfig", "TLSClientConfig",
          "ApplicationSetTemplate.metadata", "ApplicationSetTemplateMeta");

  private final Map<String, List<Row>> table =
      ContractTable.rows("json-tags.tsv").stream()
          .collect(
              Collectors.groupingBy(
                  row -> row.get("type"), LinkedHashMap::new, Collectors.toList()));
  private final Map<String, Class<? extends Record>> records =
      RecordTypes.all().stream().collect(Collectors.toMap(JsonTagsTest::typeName, type -> type));

  @Test
  void everyTypeIsARecordAndEveryRecordIsAType() {
    var expected = new TreeSet<>(table.keySet());
    expected.removeAll(INLINED);
    expected.addAll(NOT_IN_TABLE);

    assertThat(new TreeSet<>(records.keySet())).isEqualTo(expected);
  }

  @Test
  void everyRowIsAComponentAndEveryComponentIsARow() {
    var differences = new ArrayList<String>();
    records.forEach((name, type) -> {
      if (!NOT_IN_TABLE.contains(name)) {
        var expected = new LinkedHashSet<>(rows(name));
        var found = new LinkedHashSet<String>();
        RecordTypes.members(type).forEach((json, member) -> found.add(describe(json, member)));
        var missing = new TreeSet<>(expected);
        missing.removeAll(found);
        var surplus = new TreeSet<>(found);
        surplus.removeAll(expected);
        missing.forEach(row -> differences.add(name + " lacks " + row));
        surplus.forEach(row -> differences.add(name + " has " + row));
      }
    });
    assertThat(differences).isEmpty();
  }

  private static String typeName(Class<?> record) {
    String name = record.getSimpleName();
    return name.equals("RawResourceOverride") ? "rawResourceOverride" : name;
  }

  private List<String> rows(String type) {
    if (type.equals("ApplicationSourcePluginParameter")) {
      // Its own MarshalJSON writes the name always, and the embedded map and list when they are
      // set.
      return List.of(
          "name: String always",
          "string: String?",
          "map: Map<String, String>?",
          "array: List<String>?");
    }
    var rows = new ArrayList<String>();
    for (var row : table.getOrDefault(type, List.of())) {
      String json = row.get("json");
      String field = row.get("goField");
      if (json.equals("(inline)")) {
        rows.addAll(
            field.equals("metav1.TypeMeta")
                ? List.of("apiVersion: String", "kind: String")
                : rows(field));
      } else if (!json.equals("-")) {
        rows.add(row(type, json, field, row));
      }
    }
    return rows;
  }

  private String row(String type, String json, String field, Row row) {
    String go = row.get("goType");
    boolean pointer = go.startsWith("*");
    String form =
        go.isEmpty()
            ? UNTOLD.getOrDefault(type + "." + json, field.replace("metav1.", ""))
            : form(pointer ? go.substring(1) : go);
    boolean struct = isRecord(form) && !pointer;
    boolean time = form.equals("Instant");
    boolean nullable = pointer || time || form.equals("Object");
    boolean always = row.get("presence").equals("always") || (time && !pointer);
    return json + ": " + form + (nullable ? "?" : "") + (always && !struct ? " always" : "");
  }

  private boolean isRecord(String form) {
    return records.containsKey(form);
  }

  private String form(String go) {
    if (FORMS.containsKey(go)) {
      return FORMS.getOrDefault(go, "");
    }
    if (go.startsWith("[]")) {
      return "List<" + form(go.substring(go.startsWith("[]*") ? 3 : 2)) + ">";
    }
    if (go.startsWith("map[string]")) {
      return "Map<String, " + form(go.substring("map[string]".length())) + ">";
    }
    // What is no struct is a text with constants.
    return table.containsKey(go) || NOT_IN_TABLE.contains(go) ? go : "String";
  }

  private static String describe(String json, RecordComponent component) {
    return json
        + ": "
        + describe(component.getGenericType())
        + (RecordTypes.isNullable(component) ? "?" : "")
        + (component.isAnnotationPresent(Always.class) ? " always" : "");
  }

  private static final Map<Class<?>, String> UNBOXED =
      new HashMap<>(Map.of(Long.class, "long", Boolean.class, "boolean"));

  private static String describe(Type type) {
    if (type instanceof ParameterizedType generic) {
      var of = new ArrayList<String>();
      for (Type argument : generic.getActualTypeArguments()) {
        of.add(describe(argument));
      }
      return ((Class<?>) generic.getRawType()).getSimpleName() + "<" + String.join(", ", of) + ">";
    }
    var simple = (Class<?>) type;
    return UNBOXED.getOrDefault(simple, simple.getSimpleName());
  }
}
