package io.tiphys.apiserver.application.store;

import com.google.protobuf.CodedOutputStream;
import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.Application;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One state of one Application in the forms that the API speaks. Made once for all who ask.
public final class StoredApp implements Reply<Application> {

  private final AppName name;
  private final AppFacts facts;
  private final byte[] json;
  private final byte[] proto;

  private StoredApp(AppName name, AppFacts facts, byte[] json, byte[] proto) {
    this.name = name;
    this.facts = facts;
    this.json = json;
    this.proto = proto;
  }

  /// @param object the custom resource as the API server has it
  /// @throws IllegalArgumentException when a field has a type that the CRD would refuse
  static StoredApp of(AppName name, byte[] object) {
    var tree = JsonTree.parseObject(object);
    var message = GoJson.merge(tree, Application.newBuilder()).buildPartial();
    // What an unknown field says is not shown, and what a zero struct says is: as Go writes it.
    return new StoredApp(
        name, AppFacts.of(tree), JsonTree.write(GoJson.toTree(message)), message.toByteArray());
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
    return ModelJson.read(json, io.tiphys.model.application.Application.class);
  }

  /// All of it as a tree of the caller's own.
  public Map<String, @Nullable Object> tree() {
    return new TreeMap<>(JsonTree.parseObject(json));
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
    out.write(fields.areAll() ? json : JsonTree.write(fields.of(tree())));
  }

  /// Bytes that this holds.
  int size() {
    return json.length + proto.length;
  }

  /// Writes it as a field of another message.
  void writeField(CodedOutputStream out, int number) throws IOException {
    out.writeByteArray(number, proto);
  }

  int fieldSize(int number) {
    return CodedOutputStream.computeByteArraySize(number, proto);
  }
}
