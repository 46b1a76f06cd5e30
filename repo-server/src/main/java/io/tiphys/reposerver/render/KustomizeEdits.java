package io.tiphys.reposerver.render;

import io.tiphys.model.application.ApplicationSourceKustomize;
import io.tiphys.model.application.KustomizeReplica;
import io.tiphys.model.json.ModelJson;
import io.tiphys.reposerver.render.RenderResult.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The changes that a source's `kustomize` fields make to the kustomization, as commands of
/// `kustomize edit`, in the original's order, with the build environment filled in.
///
/// @param beforePatches commands that come first
/// @param patches objects to add to the kustomization's `patches`
/// @param afterPatches commands that come last
record KustomizeEdits(
    List<List<String>> beforePatches,
    List<Map<String, @Nullable Object>> patches,
    List<List<String>> afterPatches) {

  static final KustomizeEdits NONE = new KustomizeEdits(List.of(), List.of(), List.of());

  /// @param components those that are to be added
  static KustomizeEdits of(
      ApplicationSourceKustomize options, List<String> components, BuildEnvironment environment)
      throws RenderFailure {
    var edits = new ArrayList<List<String>>();
    if (!options.namePrefix().isEmpty()) {
      edits.add(List.of("edit", "set", "nameprefix", "--", options.namePrefix()));
    }
    if (!options.nameSuffix().isEmpty()) {
      edits.add(List.of("edit", "set", "namesuffix", "--", options.nameSuffix()));
    }
    if (!options.images().isEmpty()) {
      edits.add(edit("set", "image", options.images().stream().map(environment::expand)));
    }
    if (!options.replicas().isEmpty()) {
      var counts = new ArrayList<String>();
      for (var replica : options.replicas()) {
        counts.add(replica.name() + "=" + count(replica));
      }
      edits.add(edit("set", "replicas", counts.stream()));
    }
    if (!options.commonLabels().isEmpty()) {
      var flags = new ArrayList<String>();
      add(flags, options.forceCommonLabels(), "--force");
      add(flags, options.labelWithoutSelector(), "--without-selector");
      add(flags, options.labelIncludeTemplates(), "--include-templates");
      edits.add(withFlags("label", flags, pairs(options.commonLabels(), environment, true)));
    }
    if (!options.commonAnnotations().isEmpty()) {
      var flags = new ArrayList<String>();
      add(flags, options.forceCommonAnnotations(), "--force");
      edits.add(
          withFlags(
              "annotation",
              flags,
              pairs(
                  options.commonAnnotations(), environment, options.commonAnnotationsEnvsubst())));
    }
    if (!options.namespace().isEmpty()) {
      edits.add(List.of("edit", "set", "namespace", "--", options.namespace()));
    }
    return new KustomizeEdits(
        edits,
        options.patches().stream().map(ModelJson::toTree).toList(),
        components.isEmpty() ? List.of() : List.of(edit("add", "component", components.stream())));
  }

  boolean isEmpty() {
    return beforePatches.isEmpty() && patches.isEmpty() && afterPatches.isEmpty();
  }

  /// For the render key.
  List<Object> canonical() {
    return List.of(beforePatches, patches, afterPatches);
  }

  private static List<String> edit(String verb, String what, Stream<String> arguments) {
    return Stream.concat(Stream.of("edit", verb, what, "--"), arguments).toList();
  }

  private static List<String> withFlags(String what, List<String> flags, List<String> pairs) {
    return Stream.of(
            Stream.of("edit", "add", what), flags.stream(), Stream.of("--"), pairs.stream())
        .flatMap(part -> part)
        .toList();
  }

  private static void add(List<String> flags, boolean given, String flag) {
    if (given) {
      flags.add(flag);
    }
  }

  private static List<String> pairs(
      Map<String, String> pairs, BuildEnvironment environment, boolean expand) {
    return new TreeMap<>(pairs)
        .entrySet().stream()
            .map(pair ->
                pair.getKey()
                    + ":"
                    + (expand ? environment.expand(pair.getValue()) : pair.getValue()))
            .toList();
  }

  private static long count(KustomizeReplica replica) throws RenderFailure {
    try {
      return switch (replica.count()) {
        case Long number -> number;
        case String text -> Long.parseLong(text);
        case null, default -> throw new NumberFormatException();
      };
    } catch (NumberFormatException e) {
      throw RenderFailure.lasting(
          Phase.PARAMETERS,
          "expected integer value for count of replicas of '%s'. Received: %s"
              .formatted(replica.name(), replica.count()));
    }
  }
}
