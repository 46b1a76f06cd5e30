package io.tiphys.apiserver;

import static io.tiphys.apiserver.TwoProjects.FOREIGN;
import static io.tiphys.apiserver.TwoProjects.NOWHERE;
import static io.tiphys.apiserver.TwoProjects.OWN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A way to point at what belongs to others, for all operations at once.
///
/// @param name for messages
/// @param words for fields, as [Requests] takes them, with `foreign` in them
/// @param other for each other field
record Aim(String name, Map<String, String> words, String other) {

  private static final List<String> PROJECTS =
      List.of("project", "projects", "appProject", "ApplicationSpec.project");
  private static final List<String> NAMESPACES =
      List.of(
          "appNamespace",
          "appsetNamespace",
          "appSetNamespace",
          "ObjectMeta.namespace",
          "ListAppLinksRequest.namespace");

  /// By its name, with the project left out, right and wrong, in each namespace.
  static List<Aim> atApplications(TwoProjects world) {
    var common = common(world);
    return List.of(
        new Aim("by name", with(common, NAMESPACES, "", ""), FOREIGN),
        new Aim("by name and project", with(common, NAMESPACES, "", FOREIGN), FOREIGN),
        new Aim("as one of ours", with(common, NAMESPACES, "", OWN), FOREIGN),
        new Aim("in its namespace", with(common, NAMESPACES, world.tenants, ""), FOREIGN),
        new Aim("there, with project", with(common, NAMESPACES, world.tenants, FOREIGN), FOREIGN),
        new Aim("there, as one of ours", with(common, NAMESPACES, world.tenants, OWN), FOREIGN),
        new Aim("where none may be", with(common, NAMESPACES, world.closed, ""), FOREIGN),
        new Aim("there, as ours", with(common, NAMESPACES, world.closed, OWN), FOREIGN));
  }

  /// Objects of others through an Application of ours.
  static List<Aim> throughOurs(TwoProjects world) {
    var ours = new HashMap<>(common(world));
    for (String name : List.of("name", "applicationName", "appName")) {
      ours.put(name, OWN);
    }
    // what is named by its own name, and is no Application
    for (String message :
        List.of(
            "ProjectQuery",
            "ClusterQuery",
            "ClusterID",
            "Cluster",
            "Repository",
            "GetAccountRequest",
            "ApplicationSetGetQuery",
            "ApplicationSetTreeQuery")) {
      ours.put(message + ".name", FOREIGN);
    }
    var repository = new HashMap<>(ours);
    for (String url : List.of("repo", "repoURL", "url")) {
      repository.put(url, world.repository(OWN));
    }
    for (String name : List.of("name", "applicationName", "appName")) {
      repository.put(name, FOREIGN);
    }
    var pod = new HashMap<>(ours);
    pod.put("kind", "Pod");
    pod.put("resourceUID", world.foreignPod);
    var elsewhere = new HashMap<>(ours);
    elsewhere.put("namespace", world.apart);
    elsewhere.put("resourceNamespace", world.apart);
    return List.of(
        new Aim("an object", with(ours, NAMESPACES, "", ""), FOREIGN),
        new Aim("an object, with project", with(ours, NAMESPACES, "", OWN), FOREIGN),
        new Aim("a pod", with(pod, NAMESPACES, "", ""), FOREIGN),
        new Aim("a pod, from elsewhere", with(pod, NAMESPACES, world.tenants, OWN), FOREIGN),
        new Aim("by our repository", with(repository, NAMESPACES, "", OWN), FOREIGN),
        new Aim("in their namespace", with(elsewhere, NAMESPACES, "", OWN), FOREIGN));
  }

  private static Map<String, String> common(TwoProjects world) {
    var words = new HashMap<String, String>();
    for (String url : List.of("repo", "repoURL", "url")) {
      words.put(url, world.repository(FOREIGN));
    }
    words.put("server", world.foreignServer);
    words.put("ClusterID.value", world.foreignServer);
    words.put("ClusterID.type", "server");
    words.put("namespace", world.shared);
    words.put("resourceNamespace", world.shared);
    words.put("resourceUID", world.foreignConfigMap);
    words.put("group", "");
    words.put("version", "v1");
    words.put("kind", "ConfigMap");
    words.put("path", "app");
    words.put(
        "targetManifests",
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","namespace":"%s"}}
        """
            .formatted(FOREIGN, world.shared));
    for (String left : List.of("refresh", "resourceVersion", "selector", "type", "patchType")) {
      words.put(left, "");
    }
    return words;
  }

  private static Map<String, String> with(
      Map<String, String> words, List<String> namespaces, String namespace, String project) {
    var all = new HashMap<>(words);
    namespaces.forEach(field -> all.put(field, namespace));
    PROJECTS.forEach(field -> all.put(field, project));
    return all;
  }

  Requests requests() {
    return new Requests(words, other);
  }

  /// The same at what there is not.
  Requests atNothing(TwoProjects world) {
    var nothing = new HashMap<String, String>();
    words.forEach((field, word) -> nothing.put(field, toNothing(word, world)));
    return new Requests(nothing, toNothing(other, world));
  }

  /// A text about what is foreign, as it would be about nothing.
  static String toNothing(String text, TwoProjects world) {
    String changed = text.replace(FOREIGN, NOWHERE);
    for (String one : world.identifiers()) {
      changed = changed.replace(one, one.replaceAll("[0-9a-f]", "0"));
    }
    return changed;
  }
}
