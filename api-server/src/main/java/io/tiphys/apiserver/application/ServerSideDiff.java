package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.destination.Destination;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.engine.diff.SecretMask;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.proto.application.ApplicationServerSideDiffQuery;
import io.tiphys.proto.application.ApplicationServerSideDiffResponse;
import io.tiphys.proto.v1alpha1.ResourceDiff;
import io.tiphys.settings.ArgocdSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What the destination's API server would make of targets: a server-side apply that is not stored.
final class ServerSideDiff {

  private static final Write DRY_RUN =
      Write.as("argocd-controller").withDryRun(true).withForce(true);

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
    resources.in(
        app,
        cluster -> {
          for (String text : query.getTargetManifestsList()) {
            var item = one(app, cluster, manifest(text), managed);
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
      StoredApp app, Destination cluster, Manifest target, Set<ResourceKey> managed) {
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
    var predicted = plain(cluster.check(cluster.kube().apply(path, target.toJson(), DRY_RUN)));
    var before = live.isOk() ? plain(cluster.check(live)) : null;
    var item =
        ResourceDiff.newBuilder()
            .setGroup(gvk.group())
            .setKind(gvk.kind())
            .setNamespace(namespace)
            .setName(target.name())
            .setModified(before == null || !before.content().equals(predicted.content()));
    var mask = new SecretMask(Set.copyOf(settings.get().sensitiveMaskAnnotations()));
    var shown =
        mask.mask(before == null ? List.of(target, predicted) : List.of(target, predicted, before));
    item.setTargetState(text(shown.get(0))).setPredictedLiveState(text(shown.get(1)));
    if (before != null) {
      item.setLiveState(text(shown.get(2))).setNormalizedLiveState(text(shown.get(2)));
      item.setResourceVersion(before.resourceVersion());
    }
    return item.build();
  }

  /// Without what every apply changes.
  private static Manifest plain(byte[] object) {
    var manifest = Manifest.parse(object);
    var metadata =
        new TreeMap<String, @Nullable Object>(JsonTree.objectOrEmpty(manifest.at("metadata")));
    List.of("managedFields", "generation", "resourceVersion").forEach(metadata::remove);
    return manifest.with(metadata, "metadata");
  }

  private static String text(Manifest manifest) {
    return new String(manifest.toJson(), StandardCharsets.UTF_8);
  }
}
