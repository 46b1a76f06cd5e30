package io.tiphys.engine.hook;

import io.tiphys.model.manifest.Manifest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What an object's annotations make of it, Helm's annotations included.
public sealed interface Hook {

  /// Annotation names that hooks are recognised by.
  String ANNOTATION = "argocd.argoproj.io/hook";

  String DELETE_POLICY_ANNOTATION = "argocd.argoproj.io/hook-delete-policy";
  String HELM_ANNOTATION = "helm.sh/hook";
  String HELM_DELETE_POLICY_ANNOTATION = "helm.sh/hook-delete-policy";

  /// Keeps a hook's object until its outcome was recorded.
  String FINALIZER = "argocd.argoproj.io/hook-finalizer";

  /// Says which run of which operation made a hook's object, so that a run that was interrupted
  /// knows its hook again instead of starting it twice. Tiphys' own.
  String RUN_ANNOTATION = "tiphys.io/hook-run";

  /// No hook: an object that is kept in sync.
  record None() implements Hook {}

  /// Never applied and never compared: `hook: Skip`, a word that is no hook, or a Helm hook without
  /// a counterpart (tests).
  record Ignored() implements Hook {}

  /// Run in its phases, and not compared.
  ///
  /// @param types at least one, without [HookType#SKIP]
  /// @param deletePolicies at least one
  record Runs(Set<HookType> types, Set<HookDeletePolicy> deletePolicies) implements Hook {
    public Runs {
      types = Set.copyOf(types);
      deletePolicies = Set.copyOf(deletePolicies);
    }

    public boolean deletes(HookDeletePolicy policy) {
      return deletePolicies.contains(policy);
    }
  }

  /// @param object target or live
  static Hook of(Manifest object) {
    var types = EnumSet.noneOf(HookType.class);
    var own = object.annotation(ANNOTATION);
    if (own.isPresent()) {
      words(own.get()).forEach(word -> HookType.of(word).ifPresent(types::add));
      types.remove(HookType.SKIP); // says nothing beside another word
      return types.isEmpty() ? new Ignored() : runs(object, types);
    }
    var helm = object.annotation(HELM_ANNOTATION);
    if (helm.isEmpty() || words(helm.get()).contains("crd-install")) {
      return new None();
    }
    words(helm.get()).forEach(word -> HookType.ofHelm(word).ifPresent(types::add));
    return types.isEmpty() ? new Ignored() : runs(object, types);
  }

  private static Hook runs(Manifest object, Set<HookType> types) {
    var policies = EnumSet.noneOf(HookDeletePolicy.class);
    for (String name : List.of(DELETE_POLICY_ANNOTATION, HELM_DELETE_POLICY_ANNOTATION)) {
      object
          .annotation(name)
          .ifPresent(text ->
              words(text).forEach(word -> HookDeletePolicy.of(word).ifPresent(policies::add)));
    }
    if (policies.isEmpty()) {
      policies.add(HookDeletePolicy.BEFORE_HOOK_CREATION);
    }
    return new Runs(types, policies);
  }

  private static List<String> words(String annotation) {
    return List.of(annotation.split(",")).stream()
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
