package io.tiphys.apiserver.gpgkey;

import io.tiphys.apiserver.configmap.ConfigMapData;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.proto.gpgkey.GPGKeyServiceGrpc;
import io.tiphys.proto.gpgkey.GnuPGPublicKeyCreateRequest;
import io.tiphys.proto.gpgkey.GnuPGPublicKeyCreateResponse;
import io.tiphys.proto.gpgkey.GnuPGPublicKeyQuery;
import io.tiphys.proto.gpgkey.GnuPGPublicKeyResponse;
import io.tiphys.proto.v1alpha1.GnuPGPublicKey;
import io.tiphys.proto.v1alpha1.GnuPGPublicKeyList;
import io.tiphys.settings.SettingsWatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `gpgkey.GPGKeyService`, on `argocd-gpg-keys-cm`. Rights are asked for without an object's name,
/// as the original does.
public final class GpgKeyOperations {

  private static final Logger log = LoggerFactory.getLogger(GpgKeyOperations.class);
  private static final String RESOURCE = "gpgkeys";
  private static final String NOBODY_VOUCHES = "unknown";

  private final ConfigMapData configMap;

  /// @param kube of the control plane
  /// @param namespace of the control plane
  public GpgKeyOperations(SettingsWatch settings, KubeClient kube, String namespace) {
    this.configMap = new ConfigMapData(kube, namespace, settings, "argocd-gpg-keys-cm");
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(GPGKeyServiceGrpc.getListMethod(), this::list),
        Operation.unary(GPGKeyServiceGrpc.getGetMethod(), this::get),
        Operation.prepared(GPGKeyServiceGrpc.getCreateMethod(), this::create),
        Operation.prepared(GPGKeyServiceGrpc.getDeleteMethod(), this::delete));
  }

  private GnuPGPublicKeyList list(GnuPGPublicKeyQuery query, Call call) {
    call.require(RESOURCE, "get", "");
    var list = GnuPGPublicKeyList.newBuilder();
    new TreeMap<>(configMap.read())
        .forEach((id, text) ->
            read(id, text).map(key -> described(key).build()).ifPresent(list::addItems));
    return list.build();
  }

  private GnuPGPublicKey get(GnuPGPublicKeyQuery query, Call call) {
    call.require(RESOURCE, "get", "");
    String id = PublicKey.id(query.getKeyID());
    if (id.isEmpty()) {
      throw Refusal.invalid("KeyID is malformed or empty");
    }
    String text = configMap.read().getOrDefault(id, "");
    return read(id, text)
        .map(key -> described(key).setKeyData(text).build())
        .orElseThrow(() -> Refusal.notFound("No such key: " + id));
  }

  private Reply<GnuPGPublicKeyCreateResponse> create(GnuPGPublicKeyCreateRequest request, Call call)
      throws InterruptedException {
    call.require(RESOURCE, "create", "");
    String text = request.getPublickey().getKeyData().strip();
    if (text.isEmpty()) {
      throw Refusal.invalid("submitted key data is empty");
    }
    List<PublicKey> keys = parse(text);
    var answer = new AtomicReference<>(GnuPGPublicKeyCreateResponse.getDefaultInstance());
    configMap.edit(data -> answer.set(put(keys, request.getUpsert(), data)));
    return Reply.of(answer.get());
  }

  private static List<PublicKey> parse(String text) {
    try {
      return KeyText.parse(text);
    } catch (KeyText.Unreadable e) {
      throw Refusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  /// A key that is there already is left as it is, unless it is to be replaced and is not the same.
  private static GnuPGPublicKeyCreateResponse put(
      List<PublicKey> keys, boolean upsert, Map<String, String> data) {
    var created = new TreeMap<String, GnuPGPublicKey>();
    var skipped = new TreeSet<String>();
    for (PublicKey key : keys) {
      String text = key.text();
      String present = data.get(key.id());
      if (present != null && (!upsert || present.strip().equals(text))) {
        skipped.add(key.id());
      } else {
        data.put(key.id(), text);
        created.put(key.id(), described(key).setKeyData(text).build());
      }
    }
    skipped.removeAll(created.keySet());
    return GnuPGPublicKeyCreateResponse.newBuilder()
        .setCreated(GnuPGPublicKeyList.newBuilder().addAllItems(created.values()))
        .addAllSkipped(skipped)
        .build();
  }

  private Reply<GnuPGPublicKeyResponse> delete(GnuPGPublicKeyQuery query, Call call)
      throws InterruptedException {
    call.require(RESOURCE, "delete", "");
    String id = PublicKey.id(query.getKeyID());
    configMap.edit(data -> {
      if (id.isEmpty() || data.remove(id) == null) {
        throw Refusal.notFound("no such key configured: " + query.getKeyID());
      }
    });
    return Reply.of(GnuPGPublicKeyResponse.getDefaultInstance());
  }

  /// A key of the ConfigMap, which people write, too.
  private static Optional<PublicKey> read(String id, String text) {
    if (text.isBlank() || !PublicKey.id(id).equals(id)) {
      return Optional.empty(); // none of ours
    }
    try {
      return KeyText.parse(text).stream().filter(key -> key.id().equals(id)).findFirst();
    } catch (KeyText.Unreadable e) {
      log.warn("argocd-gpg-keys-cm: the key {} cannot be read", id);
      return Optional.empty();
    }
  }

  private static GnuPGPublicKey.Builder described(PublicKey key) {
    return GnuPGPublicKey.newBuilder()
        .setKeyID(key.id())
        .setFingerprint(key.fingerprint())
        .setOwner(key.owner())
        .setTrust(NOBODY_VOUCHES)
        .setSubType(key.subType());
  }
}
