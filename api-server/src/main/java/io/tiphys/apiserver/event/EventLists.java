package io.tiphys.apiserver.event;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Selection;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.events.EventList;
import io.tiphys.proto.json.GoJson;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Lists the Events of one object.
public final class EventLists {

  private EventLists() {}

  /// @param cluster that the Events are in
  /// @param namespace that they are in
  /// @param name of the object
  /// @param uid of the object, so that an earlier one of its name is not meant
  /// @param objectNamespace that the object is in; empty when it is cluster-scoped
  /// @throws Refusal as the cluster refuses
  public static EventList of(
      KubeClient cluster, String namespace, String name, String uid, String objectNamespace) {
    var fields =
        new TreeMap<>(
            Map.of(
                "involvedObject.name", name,
                "involvedObject.uid", uid,
                "involvedObject.namespace", objectNamespace));
    String selector =
        fields.entrySet().stream()
            .map(field -> field.getKey() + "=" + escaped(field.getValue()))
            .collect(Collectors.joining(","));
    var events = ResourcePath.collection("", "v1", "events", namespace);
    Answer answer = cluster.listAll(events, new Selection("", selector));
    return switch (answer) {
      case Answer.Ok(var code, var body) ->
          GoJson.merge(JsonTree.parseObject(body), EventList.newBuilder()).build();
      case Answer.Refused refused -> throw Refusal.of(refused);
      case Answer.Unreachable unreachable -> throw Refusal.of(unreachable);
    };
  }

  /// What a caller sends adds no condition of its own.
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
  }
}
