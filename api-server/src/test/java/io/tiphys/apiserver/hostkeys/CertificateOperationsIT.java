package io.tiphys.apiserver.hostkeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.tiphys.apiserver.TestingInstallation;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.proto.certificate.CertificateServiceGrpc;
import io.tiphys.proto.certificate.RepositoryCertificateCreateRequest;
import io.tiphys.proto.certificate.RepositoryCertificateQuery;
import io.tiphys.proto.v1alpha1.RepositoryCertificate;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CertificateOperationsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final String HOSTS = "argocd-ssh-known-hosts-cm";
  private static final String CERTIFICATES = "argocd-tls-certs-cm";
  private static final String KEY =
      "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
  private static final String OTHER =
      "AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf";
  private static final RepositoryCertificateQuery ALL =
      RepositoryCertificateQuery.getDefaultInstance();

  private TestingInstallation installation;
  private List<Operation<?, ?>> operations = List.of();

  @BeforeEach
  void open() throws Exception {
    installation = new TestingInstallation(cluster);
    operations =
        new CertificateOperations(
                installation.settings(), installation.kube(), installation.namespace())
            .operations();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void hostKeysAreAddedBesideWhatIsThere() throws Exception {
    installation.configMap(
        HOSTS,
        Map.of("other", "kept", "ssh_known_hosts", "# ours\na.example.com ssh-ed25519 " + KEY));
    assertThat(create(false, ssh("[b.example.com]:22", KEY)))
        .singleElement()
        .satisfies(it -> assertThat(it.getCertData().toStringUtf8()).isEqualTo(KEY));
    assertThat(installation.configMapData(HOSTS))
        .isEqualTo(
            Map.of(
                "other",
                "kept",
                "ssh_known_hosts",
                "# ours\na.example.com ssh-ed25519 %1$s\n[b.example.com]:22 ssh-ed25519 %1$s\n"
                    .formatted(KEY)));
    var first = list(ALL).getFirst();
    assertThat(first.getServerName()).isEqualTo("a.example.com");
    assertThat(first.getCertType()).isEqualTo("ssh");
    assertThat(first.getCertSubType()).isEqualTo("ssh-ed25519");
    assertThat(first.getCertInfo()).isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    assertThat(first.hasCertData()).isFalse();
  }

  @Test
  void anotherKeyOfAHostNeedsUpsert() throws Exception {
    create(false, ssh("a", KEY));
    assertThat(create(false, ssh("a", KEY))).isEmpty();
    var refusal = refusal(false, ssh("a", OTHER));
    assertThat(refusal.code()).isEqualTo(Status.Code.ALREADY_EXISTS);
    assertThat(refusal.text())
        .isEqualTo(
            "key for 'a' (subtype: 'ssh-ed25519') already exists, and upsert was not specified");
    assertThat(create(true, ssh("a", OTHER))).hasSize(1);
    assertThat(installation.configMapData(HOSTS))
        .isEqualTo(Map.of("ssh_known_hosts", "a ssh-ed25519 " + OTHER + "\n"));
  }

  @Test
  void certificatesAreKeptByServerAndListedOneByOne() throws Exception {
    String one = resource("rsa.crt");
    String two = resource("ecdsa.crt");
    create(false, https("git.example.com", "text before\n" + one + two), ssh("git", KEY));
    assertThat(installation.configMapData(CERTIFICATES))
        .isEqualTo(Map.of("git.example.com", one + two));
    var found = list(ALL.toBuilder().setCertType("https").build());
    assertThat(found)
        .extracting(it -> it.getCertSubType() + " " + it.getCertInfo())
        .containsExactly("rsa CN=git.example.com,O=Ex\\, Inc,C=DE", "ecdsa CN=git2");
    assertThat(refusal(false, https("git.example.com", one)).text())
        .isEqualTo(
            "TLS certificate for server 'git.example.com' already exists, and upsert was not"
                + " specified");
    assertThat(create(true, https("git.example.com", one))).hasSize(1);
    assertThat(list(ALL.toBuilder().setHostNamePattern("*.example.*").build())).hasSize(1);
    assertThat(list(ALL.toBuilder().setCertSubType("ssh-ed25519").build())).hasSize(1);
    assertThat(list(ALL.toBuilder().setCertType("none").build())).isEmpty();
  }

  @Test
  void deletesWhatIsMeantAndNothingElse() throws Exception {
    String pem = resource("rsa.crt");
    create(false, ssh("a", KEY), ssh("b", KEY), https("a", pem), https("b", pem));
    var query = ALL.toBuilder().setHostNamePattern("a").setCertType("ssh").build();
    assertThat(delete(query))
        .singleElement()
        .satisfies(it -> assertThat(it.getServerName()).isEqualTo("a"));
    assertThat(list(ALL))
        .extracting(it -> it.getCertType() + " " + it.getServerName())
        .containsExactly("ssh b", "https a", "https b");
    assertThat(delete(query)).isEmpty();
    assertThat(delete(ALL.toBuilder().setHostNamePattern("b").build())).hasSize(2);
    assertThat(list(ALL)).extracting(RepositoryCertificate::getServerName).containsExactly("a");
  }

  @Test
  void whatIsNoneIsRefusedAndNothingIsWritten() throws Exception {
    for (var bad :
        List.of(
            ssh("bad host", KEY),
            ssh("a", "Zm9v"),
            ssh("a", KEY).toBuilder().setCertSubType("ssh-rsa").build(),
            https("git.example.com:99", resource("rsa.crt")),
            https("git.example.com", "Zm9v"))) {
      assertThat(refusal(true, ssh("good", KEY), bad).code())
          .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }
    assertThat(refusal(true, ssh("a", KEY).toBuilder().setCertType("foo").build()).text())
        .isEqualTo("unknown certificate type: foo");
    assertThat(list(ALL)).isEmpty();
    assertThat(create(false)).isEmpty();
  }

  @Test
  void eachOperationNeedsItsRight() {
    var stranger = TestingCall.allowed("clusters, *, *");
    var reader = TestingCall.allowed("certificates, get, *");
    assertThat(
            TestingCall.refusal(
                    operations, CertificateServiceGrpc.getListCertificatesMethod(), ALL, stranger)
                .text())
        .startsWith("permission denied: certificates, get, ");
    assertThat(
            TestingCall.refusal(
                    operations,
                    CertificateServiceGrpc.getCreateCertificateMethod(),
                    RepositoryCertificateCreateRequest.getDefaultInstance(),
                    reader)
                .code())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
    assertThat(
            TestingCall.refusal(
                    operations, CertificateServiceGrpc.getDeleteCertificateMethod(), ALL, reader)
                .code())
        .isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  private List<RepositoryCertificate> list(RepositoryCertificateQuery query)
      throws InterruptedException {
    return TestingCall.answer(
            operations,
            CertificateServiceGrpc.getListCertificatesMethod(),
            query,
            TestingCall.admin())
        .getItemsList();
  }

  private List<RepositoryCertificate> delete(RepositoryCertificateQuery query)
      throws InterruptedException {
    return TestingCall.answer(
            operations,
            CertificateServiceGrpc.getDeleteCertificateMethod(),
            query,
            TestingCall.admin())
        .getItemsList();
  }

  private List<RepositoryCertificate> create(boolean upsert, RepositoryCertificate... items)
      throws InterruptedException {
    return TestingCall.answer(
            operations,
            CertificateServiceGrpc.getCreateCertificateMethod(),
            request(upsert, items),
            TestingCall.admin())
        .getItemsList();
  }

  private Refusal refusal(boolean upsert, RepositoryCertificate... items) {
    return TestingCall.refusal(
        operations,
        CertificateServiceGrpc.getCreateCertificateMethod(),
        request(upsert, items),
        TestingCall.admin());
  }

  private static RepositoryCertificateCreateRequest request(
      boolean upsert, RepositoryCertificate... items) {
    var request = RepositoryCertificateCreateRequest.newBuilder().setUpsert(upsert);
    request.getCertificatesBuilder().addAllItems(List.of(items));
    return request.build();
  }

  /// Certificates that `openssl req -x509` made.
  private static String resource(String name) {
    try (var input = CertificateOperationsIT.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RepositoryCertificate ssh(String host, String key) {
    return certificate(host, "ssh", key).setCertSubType("ssh-ed25519").build();
  }

  private static RepositoryCertificate https(String host, String pem) {
    return certificate(host, "https", pem).build();
  }

  private static RepositoryCertificate.Builder certificate(String host, String type, String data) {
    return RepositoryCertificate.newBuilder()
        .setServerName(host)
        .setCertType(type)
        .setCertData(ByteString.copyFromUtf8(data));
  }
}
