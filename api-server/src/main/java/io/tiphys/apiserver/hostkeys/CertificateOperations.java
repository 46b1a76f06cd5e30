package io.tiphys.apiserver.hostkeys;

import io.tiphys.apiserver.configmap.ConfigMapData;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.proto.certificate.CertificateServiceGrpc;
import io.tiphys.proto.certificate.RepositoryCertificateCreateRequest;
import io.tiphys.proto.certificate.RepositoryCertificateQuery;
import io.tiphys.proto.v1alpha1.RepositoryCertificate;
import io.tiphys.proto.v1alpha1.RepositoryCertificateList;
import io.tiphys.settings.SettingsWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// `certificate.CertificateService`. Rights are asked for without an object's name, as the original
/// does.
public final class CertificateOperations {

  private static final String RESOURCE = "certificates";
  private static final int COUNT_LIMIT = 1000;

  private final HostKeys hostKeys;
  private final ServerCertificates certificates;

  /// @param kube of the control plane
  /// @param namespace of the control plane
  public CertificateOperations(SettingsWatch settings, KubeClient kube, String namespace) {
    this.hostKeys =
        new HostKeys(new ConfigMapData(kube, namespace, settings, "argocd-ssh-known-hosts-cm"));
    this.certificates =
        new ServerCertificates(new ConfigMapData(kube, namespace, settings, "argocd-tls-certs-cm"));
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(CertificateServiceGrpc.getListCertificatesMethod(), this::list),
        Operation.prepared(CertificateServiceGrpc.getCreateCertificateMethod(), this::create),
        Operation.prepared(CertificateServiceGrpc.getDeleteCertificateMethod(), this::delete));
  }

  private RepositoryCertificateList list(RepositoryCertificateQuery query, Call call) {
    call.require(RESOURCE, "get", "");
    var list = RepositoryCertificateList.newBuilder();
    if (isAny(query.getCertType(), HostKeys.TYPE)) {
      list.addAllItems(hostKeys.list(query));
    }
    if (isAny(query.getCertType(), ServerCertificates.TYPE)) {
      list.addAllItems(certificates.list(query));
    }
    return list.build();
  }

  /// All or, where one of them is refused, none of a type.
  private Reply<RepositoryCertificateList> create(
      RepositoryCertificateCreateRequest request, Call call) throws InterruptedException {
    call.require(RESOURCE, "create", "");
    var sent = request.getCertificates().getItemsList();
    if (sent.size() > COUNT_LIMIT) {
      throw Refusal.invalid("more than " + COUNT_LIMIT + " certificates in one request");
    }
    var keys = new ArrayList<HostKey>();
    var pems = new ArrayList<Map.Entry<String, String>>();
    for (RepositoryCertificate each : sent) {
      switch (each.getCertType()) {
        case HostKeys.TYPE -> keys.add(HostKeys.read(each));
        case ServerCertificates.TYPE -> pems.add(ServerCertificates.read(each));
        default -> throw Refusal.invalid("unknown certificate type: " + each.getCertType());
      }
    }
    var list = RepositoryCertificateList.newBuilder();
    if (!keys.isEmpty()) {
      list.addAllItems(hostKeys.put(keys, request.getUpsert()));
    }
    if (!pems.isEmpty()) {
      list.addAllItems(certificates.put(pems, request.getUpsert()));
    }
    return Reply.of(list.build());
  }

  private Reply<RepositoryCertificateList> delete(RepositoryCertificateQuery query, Call call)
      throws InterruptedException {
    call.require(RESOURCE, "delete", "");
    var list = RepositoryCertificateList.newBuilder();
    if (isAny(query.getCertType(), HostKeys.TYPE)) {
      list.addAllItems(hostKeys.remove(query));
    }
    if (isAny(query.getCertType(), ServerCertificates.TYPE)) {
      list.addAllItems(certificates.remove(query));
    }
    return Reply.of(list.build());
  }

  /// @param wanted empty and `*` for any
  static boolean isAny(String wanted, String type) {
    return wanted.isEmpty() || wanted.equals("*") || wanted.equals(type);
  }
}
