package io.tiphys.engine.deletion;

import io.tiphys.engine.sync.DeletionApproval;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Which objects outlive the Application that manages them.
///
/// @param options of the Application, for what an object does not say itself
/// @param self the Application's own custom resource: one that manages itself does not delete
///   itself twice
/// @param refusal what the project says against an object; what the Application may not have is not
///   its to delete
/// @param isShared whether a namespace, by its name, holds what belongs to others
public record Staying(
    SyncOptions options,
    Predicate<Manifest> self,
    Function<Manifest, Optional<String>> refusal,
    Predicate<String> isShared) {

  private static final GroupKind DEFINITION =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

  private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

  /// Namespaces that Kubernetes itself needs.
  private static final Set<String> SYSTEM =
      Set.of("default", "kube-system", "kube-public", "kube-node-lease");

  /// @param live an object with the Application's mark
  /// @return why it stays; empty when it goes
  public Optional<String> reason(Manifest live) {
    GroupKind kind = live.gvk().groupKind();
    if (kind.equals(DEFINITION)) {
      return Optional.of("a definition takes all its objects with it, those of others, too");
    }
    if (self.test(live)) {
      return Optional.of("it is the Application itself");
    }
    if (options.value("Delete", SyncOptions.of(live)).orElse("").equals("false")) {
      return Optional.of("the sync option Delete=false says so");
    }
    if (live.annotation("helm.sh/resource-policy").map(String::strip).orElse("").equals("keep")) {
      return Optional.of("its helm.sh/resource-policy says so");
    }
    if (kind.equals(NAMESPACE) && (SYSTEM.contains(live.name()) || isShared.test(live.name()))) {
      return Optional.of("others have objects in this namespace");
    }
    return refusal.apply(live);
  }

  /// Whether it goes only when a person agrees (`Delete=confirm`).
  boolean asksFirst(Manifest live) {
    return DeletionApproval.isConfirm(options.value("Delete", SyncOptions.of(live)));
  }
}
