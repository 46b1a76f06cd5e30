package io.tiphys.engine.normalize;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The form in which the API server keeps an object of certain built-in kinds, where it changes
/// more than a field's default.
public final class StoredForm {

  private static final String RBAC = "rbac.authorization.k8s.io";

  private StoredForm() {}

  /// @return the object itself when there is nothing to change
  public static Manifest of(Manifest object) {
    return switch (object.kind()) {
      case "Secret" -> isGroup(object, "") ? secret(object) : object;
      case "RoleBinding", "ClusterRoleBinding" ->
          isGroup(object, RBAC) ? items(object, StoredForm::subject, "subjects") : object;
      case "LimitRange" ->
          isGroup(object, "") ? items(object, StoredForm::limits, "spec", "limits") : object;
      default -> object;
    };
  }

  private static boolean isGroup(Manifest object, String group) {
    var apiVersion = object.apiVersion();
    return group.isEmpty()
        ? apiVersion.equals("v1")
        : apiVersion.startsWith(group) && apiVersion.startsWith("/", group.length());
  }

  /// `stringData` is written into `data`, where it wins.
  private static Manifest secret(Manifest secret) {
    var texts = JsonTree.objectOrEmpty(secret.at("stringData"));
    if (!secret.content().containsKey("stringData")) {
      return secret;
    }
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.putAll(JsonTree.objectOrEmpty(secret.at("data")));
    for (var text : texts.entrySet()) {
      var value = text.getValue() == null ? "" : text.getValue().toString();
      data.put(
          text.getKey(),
          Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }
    var stored = secret.without("stringData");
    return data.isEmpty() ? stored : stored.with(Collections.unmodifiableMap(data), "data");
  }

  /// Users and groups belong to the RBAC group, service accounts to the core.
  private static Map<String, @Nullable Object> subject(Map<String, @Nullable Object> subject) {
    if (subject.get("apiGroup") != null
        || !("User".equals(subject.get("kind")) || "Group".equals(subject.get("kind")))) {
      return subject;
    }
    var copy = new LinkedHashMap<String, @Nullable Object>(subject);
    copy.put("apiGroup", RBAC);
    return copy;
  }

  /// Limits of containers: what has a maximum has that as its default, what has a default has that
  /// as its request, what has a minimum at least that.
  private static Map<String, @Nullable Object> limits(Map<String, @Nullable Object> limits) {
    if (!"Container".equals(limits.get("type"))) {
      return limits;
    }
    var byDefault = filled(limits.get("default"), limits.get("max"));
    var requests = filled(filled(limits.get("defaultRequest"), byDefault), limits.get("min"));
    var copy = new LinkedHashMap<String, @Nullable Object>(limits);
    copy.put("default", byDefault);
    copy.put("defaultRequest", requests);
    return copy;
  }

  private static Map<String, @Nullable Object> filled(
      @Nullable Object amounts, @Nullable Object others) {
    var filled = new LinkedHashMap<String, @Nullable Object>(JsonTree.objectOrEmpty(amounts));
    JsonTree.objectOrEmpty(others).forEach(filled::putIfAbsent);
    return filled;
  }

  private static Manifest items(
      Manifest object, UnaryOperator<Map<String, @Nullable Object>> change, String... path) {
    var items = JsonTree.listOrEmpty(object.at(path));
    List<@Nullable Object> copy = null;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Map<?, ?> item) {
        var changed = change.apply(JsonTree.object(item));
        if (changed != item) {
          copy = copy == null ? new ArrayList<>(items) : copy;
          copy.set(i, changed);
        }
      }
    }
    return copy == null ? object : object.with(copy, path);
  }
}
