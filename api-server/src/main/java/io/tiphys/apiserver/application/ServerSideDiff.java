package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.destination.Destination;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.engine.diff.CompareOptions;
import io.tiphys.engine.diff.Comparison;
import io.tiphys.engine.diff.Diff;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.diff.OwnChanges;
import io.tiphys.engine.diff.SecretMask;
import io.tiphys.engine.ignore.IgnoreRule;
import io.tiphys.engine.ignore.IgnoreRules;
import io.tiphys.engine.ownership.ManagedFields;
import io.tiphys.engine.schema.KnownFields;
import io.tiphys.engine.schema.Schema;
import io.tiphys.kube.access.Write;
import io.tiphys.model.application.Application;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.proto.application.ApplicationServerSideDiffQuery;
import io.tiphys.proto.application.ApplicationServerSideDiffResponse;
import io.tiphys.proto.v1alpha1.ResourceDiff;
import io.tiphys.settings.ArgocdSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the destination's API server would make of targets: a server-side apply that is not stored,
/// without what mutating webhooks add to it, but for an Application that asks for that. As in the
/// original, and as its CLI reads it, an item's `targetState` is what would be there, and its
/// `liveState` what is, both without what is not compared.
final class ServerSideDiff {

  private static final String MANAGER = "argocd-controller";
  private static final Write DRY_RUN = Write.as(MANAGER).withDryRun(true).withForce(true);

  private static final long JQ_NANOS = 1_000_000_000L;

  private final ApplicationAccess access;
  private final StateOfApp state;
  private final LiveResources resources;
  private final Supplier<ArgocdSettings> settings;

  ServerSideDiff(
      ApplicationAccess access,
      StateOfApp state,
      LiveResources resources,
      Supplier<ArgocdSettings> settings) {
    this.access = access;
    this.state = state;
    this.resources = resources;
    this.settings = settings;
  }

  ApplicationServerSideDiffResponse diff(ApplicationServerSideDiffQuery query, Call call) {
    var app =
        access.find(
            call,
            "get",
            new Wanted(query.getAppName(), query.getAppNamespace(), query.getProject()));
    var managed =
        state
            .managed(app)
            .map(it -> new ResourceKey(it.group(), it.kind(), it.namespace(), it.name()))
            .collect(Collectors.toUnmodifiableSet());
    var response = ApplicationServerSideDiffResponse.newBuilder().setModified(false);
    var rules = Compared.of(app.app(), settings.get());
    resources.in(
        app,
        cluster -> {
          for (String text : query.getTargetManifestsList()) {
            var item = one(app, cluster, manifest(text), managed, rules);
            response.addItems(item);
            response.setModified(response.getModified() || item.getModified());
          }
          return response;
        });
    return response.build();
  }

  private static Manifest manifest(String text) {
    try {
      return Manifest.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException e) {
      throw Refusal.invalid("error unmarshaling target manifest: it is no JSON object");
    }
  }

  private ResourceDiff one(
      StoredApp app,
      Destination cluster,
      Manifest target,
      Set<ResourceKey> managed,
      Compared rules) {
    var gvk = target.gvk();
    var resource = cluster.resource(gvk);
    String namespace =
        !resource.namespaced()
            ? ""
            : target.namespace().isEmpty()
                ? app.facts().destinationNamespace()
                : target.namespace();
    var key = new ResourceKey(gvk.group(), gvk.kind(), namespace, target.name());
    if (!managed.contains(key)) {
      throw Refusal.invalid(
          "%s %s %s not found as part of application %s"
              .formatted(gvk.kind(), gvk.group(), target.name(), app.name().name()));
    }
    var path = resource.object(key);
    var live = cluster.kube().get(path);
    var answered =
        Manifest.parse(cluster.check(cluster.kube().apply(path, target.toJson(), DRY_RUN)));
    var mask = new SecretMask(Set.copyOf(settings.get().sensitiveMaskAnnotations()));
    var item =
        ResourceDiff.newBuilder()
            .setGroup(gvk.group())
            .setKind(gvk.kind())
            .setNamespace(namespace)
            .setName(target.name());
    if (!live.isOk()) {
      var shown =
          text(mask.mask(List.of(answered.without("metadata", "managedFields"))).getFirst());
      return item.setModified(true).setTargetState(shown).setPredictedLiveState(shown).build();
    }
    var before = Manifest.parse(cluster.check(live));
    var comparison = rules.compare(answered, before, cluster.schema(gvk));
    var shown = mask.mask(List.of(comparison.predictedLive(), comparison.normalizedLive()));
    return item.setModified(comparison.modified())
        .setTargetState(text(shown.get(0)))
        .setPredictedLiveState(text(shown.get(0)))
        .setLiveState(text(shown.get(1)))
        .setNormalizedLiveState(text(shown.get(1)))
        .setResourceVersion(before.resourceVersion())
        .build();
  }

  /// What does not count.
  private record Compared(
      DiffRules rules, IgnoreRules ignored, KnownFields known, boolean includesWebhooks) {

    static Compared of(Application app, ArgocdSettings settings) {
      var ignored = new ArrayList<IgnoreRule>(settings.ignored().differences());
      app.spec().ignoreDifferences().forEach(one -> ignored.add(IgnoreRule.of(one)));
      return new Compared(
          new DiffRules(
              DiffRules.IgnoreStatus.of(settings.compare().ignoreResourceStatusField()),
              settings.compare().ignoreAggregatedRoles()),
          IgnoreRules.of(ignored),
          KnownFields.of(settings.knownFields()),
          CompareOptions.of(app.metadata().annotations()).includesWebhooks());
    }

    Comparison compare(Manifest answered, Manifest live, Optional<Schema> published) {
      var schema = known.in(live.gvk().groupKind(), published);
      var predicted = includesWebhooks ? answered : OwnChanges.of(MANAGER, answered, live, schema);
      var left = ignored.apply(predicted, live, ManagedFields.of(live), Compared::deadline);
      return Diff.compareAnswered(left.target(), left.live(), schema, rules);
    }

    private static BooleanSupplier deadline() {
      long start = System.nanoTime();
      return () -> System.nanoTime() - start > JQ_NANOS;
    }
  }

  private static String text(Manifest manifest) {
    return new String(manifest.toJson(), StandardCharsets.UTF_8);
  }
}
