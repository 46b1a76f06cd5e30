package io.tiphys.apiserver.applicationset;

import io.tiphys.engine.project.Project;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.ApplicationSet;

/// One ApplicationSet as the cluster has it.
record StoredSet(ApplicationSet message) {

  /// @throws IllegalArgumentException when it is no ApplicationSet
  static StoredSet of(byte[] json) {
    var builder = ApplicationSet.newBuilder();
    GoJson.merge(JsonTree.parseObject(json), builder);
    builder.getMetadataBuilder().clearManagedFields();
    return new StoredSet(builder.build());
  }

  /// What tells it from others.
  record Key(String namespace, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byName = name.compareTo(other.name);
      return byName == 0 ? namespace.compareTo(other.namespace) : byName;
    }

    /// As policies name it.
    ///
    /// @param home the namespace of the control plane
    String rbacObject(String project, String home) {
      return project + "/" + (namespace.equals(home) ? "" : namespace + "/") + name;
    }
  }

  Key key() {
    return new Key(message.getMetadata().getNamespace(), message.getMetadata().getName());
  }

  /// Of the Applications that it makes.
  String project() {
    return project(message);
  }

  static String project(ApplicationSet set) {
    return Project.orDefault(set.getSpec().getTemplate().getSpec().getProject());
  }

  String version() {
    return message.getMetadata().getResourceVersion();
  }

  boolean isNewerThan(String otherVersion) {
    return isNewer(version(), otherVersion);
  }

  /// Versions of one resource compare as integers without leading zeros (KEP-5504).
  static boolean isNewer(String version, String than) {
    return version.length() == than.length()
        ? version.compareTo(than) > 0
        : version.length() > than.length();
  }
}
