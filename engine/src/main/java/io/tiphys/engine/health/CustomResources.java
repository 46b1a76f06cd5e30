package io.tiphys.engine.health;

import io.tiphys.model.manifest.Manifest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Custom resources that keep to the API conventions for conditions (`Ready`, `Available`,
/// `Reconciling`, `Stalled`, `observedGeneration`), as kstatus reads them. Careful on purpose: what
/// says nothing of the kind has no health, and "not ready" is progress unless the reason names a
/// failure.
final class CustomResources {

  /// Groups with a dot that the API server serves itself.
  private static final Set<String> BUILT_IN =
      Set.of(
          "admissionregistration.k8s.io",
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "internal.apiserver.k8s.io",
          "metrics.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          "storagemigration.k8s.io");

  private static final List<String> POSITIVE = List.of("Ready", "Available", "Healthy");
  private static final List<String> FAILURE_WORDS =
      List.of("fail", "error", "invalid", "denied", "forbidden", "unauthorized");

  private CustomResources() {}

  static boolean isCustom(String group) {
    return group.indexOf('.') >= 0 && !BUILT_IN.contains(group);
  }

  static Optional<Health> byConditions(Manifest live) {
    if (!isCustom(live.gvk().group())) {
      return Optional.empty();
    }
    List<Condition> conditions = Condition.of(live);
    var main =
        POSITIVE.stream()
            .flatMap(type -> conditions.stream().filter(one -> one.type().equals(type)))
            .findFirst();
    var stalled = one(conditions, "Stalled");
    if (stalled.isPresent() && stalled.get().isTrue()) {
      return Optional.of(Health.degraded(stalled.get().why()));
    }
    var reconciling = one(conditions, "Reconciling");
    if (main.isEmpty() && reconciling.isEmpty() && stalled.isEmpty()) {
      return Optional.empty();
    }
    long generation = live.number(0, "metadata", "generation");
    long observed =
        live.number(
            main.map(Condition::observedGeneration).orElse(0L), "status", "observedGeneration");
    if (observed > 0 && observed < generation) {
      return Optional.of(
          Health.progressing("Waiting for generation %d to be observed".formatted(generation)));
    }
    if (reconciling.isPresent() && reconciling.get().isTrue()) {
      return Optional.of(Health.progressing(reconciling.get().why()));
    }
    return Optional.of(main.map(CustomResources::judge).orElse(Health.healthy("")));
  }

  private static Health judge(Condition main) {
    if (main.isTrue()) {
      return Health.healthy(main.message());
    }
    return main.isFalse() && namesFailure(main.reason())
        ? Health.degraded(main.why())
        : Health.progressing(main.why());
  }

  private static boolean namesFailure(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    return FAILURE_WORDS.stream().anyMatch(lower::contains);
  }

  private static Optional<Condition> one(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }
}
