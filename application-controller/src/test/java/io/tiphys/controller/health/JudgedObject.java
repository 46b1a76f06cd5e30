package io.tiphys.controller.health;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.testkit.cluster.AdminRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One document of `kinds.yaml`: an object, what it is to be brought into, and how it is to be
/// judged.
///
/// @param row of `docs/behaviours.md`
/// @param beside another object that helps it into its state
/// @param written merged into it
/// @param writtenAs in which version that is
/// @param health the word; empty for none
/// @param message a part of it
record JudgedObject(
    String row,
    Manifest object,
    boolean isClusterScoped,
    @Nullable Manifest beside,
    @Nullable Object written,
    String writtenAs,
    String health,
    String message) {

  static List<JudgedObject> all() throws IOException {
    String text;
    try (var in = JudgedObject.class.getResourceAsStream("/health/kinds.yaml")) {
      text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
    return YamlTree.parseAll("kinds.yaml", text, YamlLimits.DEFAULT).stream()
        .filter(Objects::nonNull)
        .map(JsonTree::objectOrEmpty)
        .map(JudgedObject::of)
        .toList();
  }

  private static JudgedObject of(Map<String, @Nullable Object> document) {
    var object = new Manifest(JsonTree.objectOrEmpty(document.get("object")));
    var beside = JsonTree.objectOrEmpty(document.get("beside"));
    return new JudgedObject(
        text(document, "row"),
        object,
        Boolean.TRUE.equals(document.get("clusterScoped")),
        beside.isEmpty() ? null : new Manifest(beside),
        document.get("written"),
        document.containsKey("writtenAs") ? text(document, "writtenAs") : object.apiVersion(),
        text(document, "health"),
        text(document, "message"));
  }

  private static String text(Map<String, @Nullable Object> document, String name) {
    return document.get(name) instanceof String text ? text : "";
  }

  boolean isNamed(String kind, String name) {
    return object.kind().equals(kind) && object.name().equals(name);
  }

  /// As it stands in Git.
  String wanted() {
    return JsonTree.writeString(object.content());
  }

  private Manifest marked(String app, String namespace) {
    return isClusterScoped
        ? object
        : object.with(
            "%s:%s/%s:%s/%s"
                .formatted(app, object.gvk().group(), object.kind(), namespace, object.name()),
            "metadata",
            "annotations",
            "argocd.argoproj.io/tracking-id");
  }

  /// Makes it as somebody else would who marks it so.
  void make(AdminRequest admin, String app, String namespace) throws IOException {
    if (beside != null) {
      checked(
          admin.apply(
              path(beside, beside.apiVersion(), ""), JsonTree.writeString(beside.content())));
    }
    if (isClusterScoped && object.at("spec") == null) {
      return; // it is there by itself
    }
    String in = isClusterScoped ? "" : namespace;
    String yaml = JsonTree.writeString(marked(app, namespace).content());
    checked(admin.apply(path(object, object.apiVersion(), in), yaml));
    if (written != null) {
      String path = path(object, writtenAs, in) + "/status";
      checked(admin.patch(path, JsonTree.writeString(written)));
    }
  }

  void remove(AdminRequest admin) throws IOException {
    if (beside != null) {
      admin.delete(path(beside, beside.apiVersion(), ""));
    }
    if (isClusterScoped && object.at("spec") != null) {
      admin.delete(path(object, object.apiVersion(), ""));
    }
  }

  private static void checked(java.net.http.HttpResponse<String> answer) {
    if (answer.statusCode() >= 300) {
      throw new AssertionError(answer.body());
    }
  }

  private static String path(Manifest object, String apiVersion, String namespace) {
    String lower = object.kind().toLowerCase(Locale.ROOT);
    String group = GroupVersionKind.of(apiVersion, object.kind()).group();
    return "%s/%s/%s%s%s/%s"
        .formatted(
            group.isEmpty() ? "/api" : "/apis",
            apiVersion,
            namespace.isEmpty() ? "" : "namespaces/" + namespace + "/",
            lower,
            lower.endsWith("s") ? "es" : "s",
            object.name());
  }
}
