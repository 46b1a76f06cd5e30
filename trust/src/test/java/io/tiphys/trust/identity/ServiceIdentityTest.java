package io.tiphys.trust.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceIdentityTest {

  @TempDir Path directory;
  private final TestingClock clock = new TestingClock();

  private ServiceIdentity load(String service) {
    return ServiceIdentity.loadOrCreate(
        directory, ServiceNames.of(service, List.of("argocd")), clock);
  }

  @Test
  void isMadeOnceAndFoundAgain() {
    var first = load("repo-server");
    var second = load("repo-server");

    assertThat(second.certificate()).isEqualTo(first.certificate());
    assertThat(second.authorities()).isEqualTo(first.authorities());
    assertThat(ServiceIdentity.serviceOf(first.certificate())).contains("repo-server");
  }

  @Test
  void isValidForTheNamesThatOthersUse() throws Exception {
    var names =
        load("repo-server").certificate().getSubjectAlternativeNames().stream()
            .map(name -> String.valueOf(name.get(1)))
            .toList();

    assertThat(names)
        .contains(
            "repo-server",
            "argocd-repo-server",
            "argocd-repo-server.argocd.svc",
            "localhost",
            "127.0.0.1",
            "0:0:0:0:0:0:0:1");
  }

  @Test
  void servicesOfOneInstallationHaveOneAuthority() {
    assertThat(load("repo-server").authorities())
        .isEqualTo(load("application-controller").authorities());
  }

  @Test
  void filesAreReadableByTheirOwnerOnly() throws IOException {
    load("repo-server");

    try (Stream<Path> files = Files.walk(directory).filter(Files::isRegularFile)) {
      assertThat(files)
          .hasSizeGreaterThanOrEqualTo(4)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void isRenewedBeforeItEndsUnderTheSameAuthority() {
    var identity = load("repo-server");
    X509Certificate before = identity.certificate();
    X509Certificate authority = identity.authorities().getFirst();

    clock.advance(Duration.ofDays(50));
    identity.refresh();
    assertThat(identity.certificate()).isEqualTo(before);

    clock.advance(Duration.ofDays(15));
    identity.refresh();
    assertThat(identity.certificate()).isNotEqualTo(before);
    assertThat(identity.authorities()).containsExactly(authority);
    assertThat(load("repo-server").certificate()).isEqualTo(identity.certificate());
  }

  @Test
  void isIssuedAgainWhenTheNamesChange() {
    var here = load("repo-server");
    var elsewhere =
        ServiceIdentity.loadOrCreate(
            directory, ServiceNames.of("repo-server", List.of("delivery")), clock);

    assertThat(elsewhere.certificate()).isNotEqualTo(here.certificate());
  }

  @Test
  void halfWrittenCredentialsAreReplaced() throws IOException {
    load("repo-server");
    Files.delete(directory.resolve("repo-server/tls.crt"));

    assertThat(load("repo-server").certificate()).isNotNull();
  }

  @Test
  void filesFromOutsideAreUsedAndReadAgainAndNeverWritten(@TempDir Path issuer) throws IOException {
    give(issuer, "first");
    var identity = load("repo-server");
    X509Certificate before = identity.certificate();
    assertThat(ServiceIdentity.serviceOf(before)).contains("first");

    give(issuer, "second");
    clock.advance(Duration.ofDays(80));
    identity.refresh();

    assertThat(ServiceIdentity.serviceOf(identity.certificate())).contains("second");
    assertThat(directory.resolve("ca.key")).doesNotExist();
    assertThat(directory.resolve("repo-server")).doesNotExist();
  }

  /// Puts an identity of another directory here, as a mounted Secret does.
  private void give(Path issuer, String service) throws IOException {
    ServiceIdentity.loadOrCreate(issuer, ServiceNames.of(service, List.of()), clock);
    Files.write(directory.resolve("ca.crt"), Files.readAllBytes(issuer.resolve("ca.crt")));
    for (String file : List.of("tls.crt", "tls.key")) {
      Files.write(
          directory.resolve(file), Files.readAllBytes(issuer.resolve(service).resolve(file)));
    }
  }

  @Test
  void anAuthorityWithoutKeyOrCertificateIsAnErrorThatSaysWhatToGive() throws IOException {
    load("repo-server");
    Files.delete(directory.resolve("ca.key"));

    assertThatThrownBy(() -> load("repo-server"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("has no tls.crt");
  }

  @Test
  void aBrokenAuthorityIsAnErrorThatNamesTheDirectoryAndQuotesNothing() throws IOException {
    load("repo-server");
    Files.writeString(directory.resolve("ca.key"), "-----BEGIN SECRET-----");

    assertThatThrownBy(() -> load("repo-server"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageNotContaining("SECRET");
  }

  @Test
  void aBrokenFileLeavesTheRunningServiceAsItIs() throws IOException {
    var identity = load("repo-server");
    X509Certificate before = identity.certificate();
    Files.writeString(directory.resolve("ca.crt"), "nothing");

    identity.refresh();

    assertThat(identity.certificate()).isEqualTo(before);
  }

  @Test
  void manyAtOnceMakeOneAuthority() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      var loads =
          Stream.generate(() -> (Callable<ServiceIdentity>) () -> load("repo-server"))
              .limit(16)
              .toList();
      var made = new java.util.HashSet<X509Certificate>();
      for (Future<ServiceIdentity> load : threads.invokeAll(loads)) {
        made.add(load.get().certificate());
        made.addAll(load.get().authorities());
      }
      assertThat(made).hasSize(2);
    }
  }
}
