package io.tiphys.apiserver.application.store;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.model.application.HealthStatus;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.Application;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One state of one Application in the forms that the API speaks. Made once for all who ask; JSON
/// when the first one does: most states are never read as such.
public final class StoredApp implements Reply<Application> {

  private final AppName name;
  private final AppFacts facts;
  private final byte[] proto;
  private volatile byte @Nullable [] json;

  private StoredApp(AppName name, AppFacts facts, byte[] proto) {
    this.name = name;
    this.facts = facts;
    this.proto = proto;
  }

  /// @param object the custom resource as the API server has it
  /// @throws IllegalArgumentException when a field has a type that the CRD would refuse
  static StoredApp of(AppName name, byte[] object) {
    return of(name, JsonTree.parseObject(object));
  }

  private static StoredApp of(AppName name, Map<String, @Nullable Object> tree) {
    var builder = Application.newBuilder();
    GoJson.merge(tree, builder);
    LocalSecrets.hide(builder);
    return new StoredApp(name, AppFacts.of(tree), builder.buildPartial().toByteArray());
  }

  /// What an unknown field says is not shown, and what a zero struct says is: as Go writes it.
  private byte[] json() {
    byte[] made = json;
    if (made == null) {
      made = JsonTree.write(GoJson.toTree(message()));
      json = made;
    }
    return made;
  }

  private Application message() {
    try {
      return Application.parser().parsePartialFrom(proto);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("not what was written: " + name, e);
    }
  }

  /// The same with other words on the health of its objects.
  ///
  /// @param health of an object; empty when nothing is known
  public StoredApp withHealth(Function<ResourceKey, Optional<HealthStatus>> health) {
    var tree = tree();
    var status = JsonTree.objectOrEmpty(tree.get("status"));
    var resources = new ArrayList<@Nullable Object>();
    for (Object each : JsonTree.listOrEmpty(status.get("resources"))) {
      var resource = new TreeMap<String, @Nullable Object>(JsonTree.objectOrEmpty(each));
      resource.remove("health");
      health
          .apply(key(resource))
          .ifPresent(known -> resource.put("health", ModelJson.toTree(known)));
      resources.add(resource);
    }
    var changed = new TreeMap<String, @Nullable Object>(status);
    if (!resources.isEmpty()) {
      changed.put("resources", resources);
    }
    tree.put("status", changed);
    return of(name, tree);
  }

  private static ResourceKey key(Map<String, ?> resource) {
    return new ResourceKey(
        text(resource, "group"),
        text(resource, "kind"),
        text(resource, "namespace"),
        text(resource, "name"));
  }

  private static String text(Map<String, ?> map, String name) {
    return map.get(name) instanceof String text ? text : "";
  }

  public AppName name() {
    return name;
  }

  public AppFacts facts() {
    return facts;
  }

  /// As the object's name in RBAC policies.
  public String rbacObject(String controlPlaneNamespace) {
    return name.namespace().equals(controlPlaneNamespace)
        ? facts.project() + "/" + name.name()
        : facts.project() + "/" + name.namespace() + "/" + name.name();
  }

  /// All of it as a record, read anew each time.
  public io.tiphys.model.application.Application app() {
    return ModelJson.read(json(), io.tiphys.model.application.Application.class);
  }

  /// All of it as a tree of the caller's own.
  public Map<String, @Nullable Object> tree() {
    return new TreeMap<>(JsonTree.parseObject(json()));
  }

  @Override
  public void writeProto(OutputStream out) throws IOException {
    out.write(proto);
  }

  @Override
  public int protoSize() {
    return proto.length;
  }

  @Override
  public void writeJson(OutputStream out, Fields fields) throws IOException {
    out.write(fields.areAll() ? json() : JsonTree.write(fields.of(tree())));
  }

  /// Writes it as a field of another message.
  void writeField(CodedOutputStream out, int number) throws IOException {
    out.writeByteArray(number, proto);
  }

  int fieldSize(int number) {
    return CodedOutputStream.computeByteArraySize(number, proto);
  }
}
