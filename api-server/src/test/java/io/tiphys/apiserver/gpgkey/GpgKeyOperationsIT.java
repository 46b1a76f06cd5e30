package io.tiphys.apiserver.gpgkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tiphys.apiserver.TestingInstallation;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.TestingCall;
import io.tiphys.proto.gpgkey.GPGKeyServiceGrpc;
import io.tiphys.proto.gpgkey.GnuPGPublicKeyCreateRequest;
import io.tiphys.proto.gpgkey.GnuPGPublicKeyCreateResponse;
import io.tiphys.proto.gpgkey.GnuPGPublicKeyQuery;
import io.tiphys.proto.v1alpha1.GnuPGPublicKey;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GpgKeyOperationsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final String CONFIG_MAP = "argocd-gpg-keys-cm";
  private static final String ADA = "6FA9FCF11DDB9918";
  private static final String BOB = "856AB4CE361A2149";

  private TestingInstallation installation;
  private List<Operation<?, ?>> operations = List.of();

  @BeforeEach
  void open() throws Exception {
    installation = new TestingInstallation(cluster);
    operations =
        new GpgKeyOperations(installation.settings(), installation.kube(), installation.namespace())
            .operations();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void newKeysAreKeptAndKnownOnesAreSkipped() throws Exception {
    var first = create("ada.asc", false);
    assertThat(first.getCreated().getItemsList())
        .singleElement()
        .satisfies(key -> {
          assertThat(key.getKeyID()).isEqualTo(ADA);
          assertThat(key.getTrust()).isEqualTo("unknown");
          assertThat(key.getKeyData()).contains("BEGIN PGP PUBLIC KEY BLOCK");
        });
    var second = create("both.asc", false);
    assertThat(second.getCreated().getItemsList())
        .extracting(GnuPGPublicKey::getKeyID)
        .containsExactly(BOB);
    assertThat(second.getSkippedList()).containsExactly(ADA);
    assertThat(create("both.asc", true).getSkippedList()).containsExactly(ADA, BOB);
    assertThat(installation.configMapData(CONFIG_MAP).keySet())
        .map(String::valueOf)
        .containsExactlyInAnyOrder(ADA, BOB);
  }

  @Test
  void keysAreListedWithoutTheirDataAndShownWithIt() throws Exception {
    installation.configMap(
        CONFIG_MAP,
        Map.of(ADA, KeyTextTest.resource("ada.asc"), "0000000000000000", "broken", "other", "x"));
    var listed =
        TestingCall.answer(
            operations,
            GPGKeyServiceGrpc.getListMethod(),
            GnuPGPublicKeyQuery.getDefaultInstance(),
            TestingCall.admin());
    assertThat(listed.getItemsList())
        .singleElement()
        .satisfies(key -> {
          assertThat(key.getOwner()).isEqualTo("Ada Example <ada@example.com>");
          assertThat(key.hasKeyData()).isFalse();
        });
    var shown =
        TestingCall.answer(
            operations, GPGKeyServiceGrpc.getGetMethod(), key(ADA), TestingCall.admin());
    assertThat(shown.getKeyData()).isEqualTo(KeyTextTest.resource("ada.asc"));
    assertThat(refusalOfGet(BOB).code()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusalOfGet("0000000000000000").code()).isEqualTo(Status.Code.NOT_FOUND);
    assertThat(refusalOfGet("ABCD").text()).isEqualTo("KeyID is malformed or empty");
  }

  @Test
  void aDeletedKeyIsGoneAndNothingElse() throws Exception {
    installation.configMap(CONFIG_MAP, Map.of(ADA, "x", "other", "kept"));
    TestingCall.answer(
        operations, GPGKeyServiceGrpc.getDeleteMethod(), key(ADA), TestingCall.admin());
    assertThat(installation.configMapData(CONFIG_MAP)).isEqualTo(Map.of("other", "kept"));
    for (String id : List.of(ADA, "other", "")) {
      var refusal =
          TestingCall.refusal(
              operations, GPGKeyServiceGrpc.getDeleteMethod(), key(id), TestingCall.admin());
      assertThat(refusal.code()).isEqualTo(Status.Code.NOT_FOUND);
      assertThat(refusal.text()).isEqualTo("no such key configured: " + id);
    }
  }

  @Test
  void whatIsNoKeyIsRefused() {
    for (String text : List.of("", " \n", "nonsense")) {
      var refusal =
          TestingCall.refusal(
              operations, GPGKeyServiceGrpc.getCreateMethod(), request(text), TestingCall.admin());
      assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(refusal.text()).startsWith("submitted key data");
    }
  }

  @Test
  void eachOperationNeedsItsRight() {
    var none = TestingCall.rightless();
    var reader = TestingCall.allowed("gpgkeys, get, *");
    for (var refusal :
        List.of(
            TestingCall.refusal(operations, GPGKeyServiceGrpc.getListMethod(), key(""), none),
            TestingCall.refusal(operations, GPGKeyServiceGrpc.getGetMethod(), key(ADA), none),
            TestingCall.refusal(
                operations, GPGKeyServiceGrpc.getCreateMethod(), request("x"), reader),
            TestingCall.refusal(
                operations, GPGKeyServiceGrpc.getDeleteMethod(), key(ADA), reader))) {
      assertThat(refusal.code()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }
  }

  private GnuPGPublicKeyCreateResponse create(String file, boolean upsert)
      throws InterruptedException {
    return TestingCall.answer(
        operations,
        GPGKeyServiceGrpc.getCreateMethod(),
        request(KeyTextTest.resource(file)).toBuilder().setUpsert(upsert).build(),
        TestingCall.admin());
  }

  private Refusal refusalOfGet(String id) {
    return TestingCall.refusal(
        operations, GPGKeyServiceGrpc.getGetMethod(), key(id), TestingCall.admin());
  }

  private static GnuPGPublicKeyQuery key(String id) {
    return GnuPGPublicKeyQuery.newBuilder().setKeyID(id).build();
  }

  private static GnuPGPublicKeyCreateRequest request(String text) {
    return GnuPGPublicKeyCreateRequest.newBuilder()
        .setPublickey(GnuPGPublicKey.newBuilder().setKeyData(text))
        .build();
  }
}
