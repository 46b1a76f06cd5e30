package io.tiphys.apiserver.repository;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Selection;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The Secrets of one type in the namespace of the control plane, read and written at the API
/// server: what is decided here is never older than the last write. Their data is decoded text.
public final class TypedSecrets {

  static final String TYPE = "argocd.argoproj.io/secret-type";
  static final String MANAGED_BY = "managed-by";
  static final String MANAGER = "argocd.argoproj.io";

  private static final Write WRITE = Write.as("argocd-server");
  private static final int ATTEMPTS = 5;

  private final KubeClient client;
  private final String namespace;
  private final String type;

  /// @param client the cluster of the control plane
  /// @param type the value of the label
  public TypedSecrets(KubeClient client, String namespace, String type) {
    this.client = client;
    this.namespace = namespace;
    this.type = type;
  }

  /// The data of the first one by name that is meant.
  public Optional<Map<String, String>> find(Predicate<Map<String, String>> which) {
    return secret(which).map(TypedSecrets::data);
  }

  /// Makes one.
  ///
  /// @throws Refusal ALREADY_EXISTS; INVALID_ARGUMENT when the name is taken by a Secret without a
  ///   type
  public void create(String name, Map<String, String> data) {
    var secret =
        new Manifest(Map.of())
            .with("v1", "apiVersion")
            .with("Secret", "kind")
            .with(name, "metadata", "name")
            .with("Opaque", "type");
    Answer answer =
        client.create(collection(), marked(secret).with(encoded(data), "data").toJson(), WRITE);
    if (answer instanceof Answer.Refused refused && refused.isConflict()) {
      throw taken(name);
    }
    require(answer);
  }

  private Refusal taken(String name) {
    return switch (client.get(path(name))) {
      case Answer.Ok(var code, var body) when Manifest.parse(body).label(TYPE).isEmpty() ->
          Refusal.invalid(
              "secret \"%s\" doesn't have the proper \"%s\" label: please fix the secret or delete it"
                  .formatted(name, TYPE));
      case Answer any -> Refusal.exists("secret \"%s\" already exists".formatted(name));
    };
  }

  /// Changes one.
  ///
  /// @param change makes the new data of the old
  /// @return whether there was one
  public boolean update(
      Predicate<Map<String, String>> which, UnaryOperator<Map<String, String>> change) {
    return write(
        which,
        secret -> {
          Manifest changed = marked(secret).with(encoded(change.apply(data(secret))), "data");
          return client.replace(path(secret.name()), changed.toJson(), WRITE);
        });
  }

  /// Deletes one if it was made here. One that somebody else keeps, such as a GitOps repository, is
  /// no longer marked as ours, and stays.
  ///
  /// @return whether there was one
  public boolean remove(Predicate<Map<String, String>> which) {
    return write(
        which,
        secret ->
            secret.annotation(MANAGED_BY).filter(MANAGER::equals).isPresent()
                ? client.delete(
                    path(secret.name()),
                    Delete.of(Delete.Propagation.BACKGROUND).onlyUid(secret.uid()))
                : client.replace(
                    path(secret.name()),
                    secret.without("metadata", "labels", TYPE).toJson(),
                    WRITE));
  }

  private interface Change {
    Answer of(Manifest secret);
  }

  private boolean write(Predicate<Map<String, String>> which, Change change) {
    for (int attempt = 1; ; attempt++) {
      Manifest secret = secret(which).orElse(null);
      if (secret == null) {
        return false;
      }
      Answer answer = change.of(secret);
      boolean isOutrun =
          answer instanceof Answer.Refused refused
              && (refused.isConflict() || refused.isNotFound());
      if (!isOutrun || attempt == ATTEMPTS) {
        require(answer);
        return true;
      }
    }
  }

  private Optional<Manifest> secret(Predicate<Map<String, String>> which) {
    Answer answer = client.listAll(collection(), Selection.byLabels(TYPE + "=" + type));
    require(answer);
    byte[] body = answer.bodyOr(IllegalStateException::new);
    return items(body).stream()
        .map(item -> new Manifest(JsonTree.objectOrEmpty(item)))
        .filter(secret -> which.test(data(secret)))
        .findFirst();
  }

  private static List<@Nullable Object> items(byte[] list) {
    return JsonTree.listOrEmpty(JsonTree.parseObject(list).get("items"));
  }

  private static void require(Answer answer) {
    if (!answer.isOk()) {
      throw Refusal.of(answer);
    }
  }

  private Manifest marked(Manifest secret) {
    return secret
        .with(type, "metadata", "labels", TYPE)
        .with(MANAGER, "metadata", "annotations", MANAGED_BY);
  }

  private static Map<String, String> data(Manifest secret) {
    var data = new HashMap<String, String>();
    JsonTree.objectOrEmpty(secret.at("data"))
        .forEach((key, value) -> {
          try {
            byte[] decoded = Base64.getDecoder().decode(String.valueOf(value));
            data.put(key, new String(decoded, StandardCharsets.UTF_8));
          } catch (IllegalArgumentException e) {
            data.put(key, ""); // the settings tell of it as a problem
          }
        });
    return data;
  }

  private static Map<String, @Nullable Object> encoded(Map<String, String> data) {
    var encoded = new TreeMap<String, @Nullable Object>();
    data.forEach((key, value) ->
        encoded.put(
            key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return encoded;
  }

  private ResourcePath collection() {
    return ResourcePath.collection("", "v1", "secrets", namespace);
  }

  private ResourcePath path(String name) {
    return ResourcePath.object("", "v1", "secrets", namespace, name);
  }
}
