package io.tiphys.apiserver.settings;

import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.ResourceOverride;
import io.tiphys.settings.ArgocdSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How kinds are treated, by `group/Kind`: what the keys `resource.customizations*` of `argocd-cm`
/// say together (https://argo-cd.readthedocs.io/en/stable/operator-manual/health/). A broken one
/// counts as not there.
final class ResourceOverrides {

  private static final Logger log = LoggerFactory.getLogger(ResourceOverrides.class);
  private static final String ALL_IN_ONE = "resource.customizations";
  private static final String PREFIX = ALL_IN_ONE + ".";
  private static final String EVERY_KIND = "*/*";
  private static final String DEFINITIONS = "apiextensions.k8s.io/CustomResourceDefinition";

  private final Map<String, Map<String, @Nullable Object>> byKind = new TreeMap<>();

  private ResourceOverrides() {}

  static Map<String, ResourceOverride> of(ArgocdSettings settings) {
    var overrides = new ResourceOverrides();
    settings
        .resourceCustomizations()
        .forEach((key, text) -> {
          if (key.equals(ALL_IN_ONE)) {
            overrides.addAll(text);
          }
        });
    new TreeMap<>(settings.resourceCustomizations())
        .forEach((key, text) -> {
          if (key.startsWith(PREFIX)) {
            overrides.add(key.substring(PREFIX.length()), text);
          }
        });
    switch (settings.compare().ignoreResourceStatusField()) {
      case "all" -> overrides.ignoreStatus(EVERY_KIND);
      case "crd" -> overrides.ignoreStatus(DEFINITIONS);
      default -> {}
    }
    return overrides.messages();
  }

  private void addAll(String text) {
    ConfigYaml.map(ALL_IN_ONE, text)
        .forEach((kind, rules) -> of(kind).putAll(JsonTree.objectOrEmpty(rules)));
  }

  /// @param name such as `health.apps_Deployment`
  private void add(String name, String text) {
    int dot = name.indexOf('.');
    if (dot < 0) {
      return;
    }
    String kind = kind(name.substring(dot + 1));
    switch (name.substring(0, dot)) {
      case "health" -> of(kind).put("health.lua", text);
      case "useOpenLibs" -> of(kind).put("health.lua.useOpenLibs", text.strip().equals("true"));
      case "actions" -> of(kind).put("actions", text);
      case "ignoreDifferences" -> of(kind).put("ignoreDifferences", text);
      case "ignoreResourceUpdates" -> of(kind).put("ignoreResourceUpdates", text);
      case "knownTypeFields" ->
          of(kind).put("knownTypeFields", ConfigYaml.parse(PREFIX + name, text));
      default -> {}
    }
  }

  private Map<String, @Nullable Object> of(String kind) {
    return byKind.computeIfAbsent(kind, it -> new HashMap<>());
  }

  private static String kind(String key) {
    return key.equals("all") ? EVERY_KIND : key.replaceFirst("_", "/");
  }

  private void ignoreStatus(String kind) {
    var rules = of(kind);
    var ignored =
        rules.get("ignoreDifferences") instanceof String text
            ? new HashMap<>(ConfigYaml.map("ignoreDifferences", text))
            : new HashMap<String, @Nullable Object>();
    var pointers = new ArrayList<>(JsonTree.listOrEmpty(ignored.get("jsonPointers")));
    if (!pointers.contains("/status")) {
      pointers.add("/status");
    }
    ignored.put("jsonPointers", pointers);
    rules.put("ignoreDifferences", JsonTree.writeString(ignored)); // JSON is YAML
  }

  private Map<String, ResourceOverride> messages() {
    var messages = new TreeMap<String, ResourceOverride>();
    byKind.forEach((kind, rules) -> {
      try {
        messages.put(kind, GoJson.merge(rules, ResourceOverride.newBuilder()).build());
      } catch (IllegalArgumentException e) {
        log.debug("argocd-cm: the customization of {} cannot be read", kind);
      }
    });
    return messages;
  }
}
