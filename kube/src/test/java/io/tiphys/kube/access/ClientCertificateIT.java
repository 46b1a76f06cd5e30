package io.tiphys.kube.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Kubeconfigs of kind, minikube and kubeadm prove who we are by a certificate; its key comes in
/// several forms.
class ClientCertificateIT {

  private record Identity(KeyPair keys, X509Certificate certificate) {}

  private static Identity identity(String algorithm, int size, String name) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    KeyPair keys = generator.generateKeyPair();
    var subject = new X500Name("CN=" + name);
    Instant now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.ONE,
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofHours(1))),
            subject,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    String signature = algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
    var signer = new JcaContentSignerBuilder(signature).build(keys.getPrivate());
    return new Identity(
        keys, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
  }

  private static String pem(Object object) throws Exception {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  /// The form that openssl and Go write: with the curve; the public key may be left out.
  private static String sec1(ECPrivateKey key) throws Exception {
    var encoded =
        new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1);
    return pem(new PemObject("EC PRIVATE KEY", encoded.getEncoded()));
  }

  /// Answers with the name that the client's certificate has.
  private static HttpsServer server(Identity self, Certificate trusted) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "self", self.keys().getPrivate(), new char[0], new Certificate[] {self.certificate()});
    var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, new char[0]);
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry("client", trusted);
    var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trustManagers.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          var session = ((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession();
          byte[] name = session.getPeerPrincipal().getName().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, name.length);
          try (var body = exchange.getResponseBody()) {
            body.write(name);
          }
        });
    server.start();
    return server;
  }

  @ParameterizedTest
  @CsvSource({"RSA,2048,false", "RSA,2048,true", "EC,256,false", "EC,256,true"})
  void proves_who_we_are(String algorithm, int size, boolean isPkcs8) throws Exception {
    Identity self = identity("RSA", 2048, "server");
    Identity client = identity(algorithm, size, "admin");
    String key =
        isPkcs8
            ? pem(new JcaPKCS8Generator(client.keys().getPrivate(), null))
            : client.keys().getPrivate() instanceof ECPrivateKey ec
                ? sec1(ec)
                : pem(client.keys().getPrivate());
    HttpsServer server = server(self, client.certificate());
    try (var kube =
        new KubeClient(
            new ClusterAccess(
                "https://127.0.0.1:" + server.getAddress().getPort(),
                new Auth.None(),
                new Tls(pem(self.certificate()), pem(client.certificate()), key, false, "")),
            KubeClientOptions.DEFAULT)) {
      Answer answer = kube.read("/", "text/plain");
      assertThat(answer)
          .isInstanceOfSatisfying(
              Answer.Ok.class,
              ok ->
                  assertThat(new String(ok.body(), StandardCharsets.UTF_8)).isEqualTo("CN=admin"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_key_that_is_none_is_named_without_being_quoted() {
    try (var kube =
        new KubeClient(
            new ClusterAccess(
                "https://127.0.0.1:1",
                new Auth.None(),
                new Tls("", "-----BEGIN CERTIFICATE-----\nx", "s3same", false, "")),
            KubeClientOptions.DEFAULT)) {
      Answer answer = kube.read("/", "text/plain");
      assertThat(answer).isInstanceOf(Answer.Unreachable.class);
      assertThat(answer.problem())
          .contains("TLS configuration cannot be used")
          .doesNotContain("s3same");
    }
  }
}
