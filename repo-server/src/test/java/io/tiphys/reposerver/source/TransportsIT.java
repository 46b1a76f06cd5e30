package io.tiphys.reposerver.source;

import static io.tiphys.reposerver.source.SourceFixture.remote;
import static io.tiphys.reposerver.source.SourceFixture.text;
import static io.tiphys.reposerver.source.SourceFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.reposerver.source.Remote.Credentials.BearerToken;
import io.tiphys.reposerver.source.Remote.Credentials.Password;
import io.tiphys.reposerver.source.Remote.Credentials.SshKey;
import io.tiphys.reposerver.source.SourceException.Reason;
import io.tiphys.testkit.git.TestingRepository;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransportsIT {

  @RegisterExtension final SourceFixture fixture = new SourceFixture();
  private final TestingRepository repository = fixture.git.repository("team/app");
  private final String first = repository.commit(Map.of("a", "1"));
  private final String second = repository.commit("main", "two", Map.of("a", "2"), Set.of());

  @Test
  void readsOverHttpsWithAnAuthorityOfTheHost() throws Exception {
    var https = fixture.git.https().user("ada", "s3cret").bearer("t0ken");
    var sources = fixture.sources();
    String url = https.url(repository);

    assertThatThrownBy(() -> fixture.sources().test(with(url, new Password("ada", "s3cret"))))
        .hasMessageContaining(
            "tls: failed to verify certificate: x509: certificate signed by unknown authority");
    Files.createDirectories(fixture.directory.resolve("tls"));
    Files.writeString(fixture.directory.resolve("tls/localhost"), https.authority());

    assertThat(text(sources, with(url, new Password("ada", "s3cret")), "main", "a")).isEqualTo("2");
    assertThat(text(sources, with(url, new BearerToken("t0ken")), first, "a")).isEqualTo("1");
    assertThat(
            sources
                .resolve(remote(url.replace("//", "//ada:s3cret@")), "main", Recency.REMEMBERED)
                .commit())
        .isEqualTo(second);
  }

  @Test
  void saysInTheKnownWordsThatCredentialsAreWrong() {
    var https = fixture.git.https().user("ada", "s3cret");
    var sources = fixture.sources();
    var wrong =
        new Remote(
            remote(https.url(repository)).url(),
            new Password("ada", "hunter2"),
            true,
            false,
            "",
            "",
            "",
            "");
    assertThatThrownBy(() -> sources.test(wrong))
        .isInstanceOfSatisfying(
            SourceException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AUTHENTICATION))
        .hasMessage("failed to list refs: authentication required")
        .satisfies(e -> assertThat(allOf(e)).doesNotContain("hunter2"));
    var nobody =
        new Remote(wrong.url(), new Remote.Credentials.Anonymous(), true, false, "", "", "", "");
    assertThatThrownBy(() -> sources.test(nobody))
        .hasMessage("failed to list refs: authentication required");
  }

  @Test
  void saysInTheKnownWordsThatThereIsNoRepository() {
    var https = fixture.git.https();
    var absent =
        new Remote(
            remote(https.url(repository) + "x").url(),
            new Remote.Credentials.Anonymous(),
            true,
            false,
            "",
            "",
            "",
            "");
    assertThatThrownBy(() -> fixture.sources().test(absent))
        .hasMessage("failed to list refs: repository not found");
    assertThatThrownBy(() -> fixture.sources().test(remote("file:///nowhere/at/all")))
        .hasMessage("failed to list refs: repository not found");
  }

  @Test
  void readsOverSshWithTheKeyOfTheRequest() throws Exception {
    var ssh = fixture.git.ssh();
    var sources = fixture.sources();
    var remote = with(ssh.url(repository), new SshKey(ssh.privateKey()));

    assertThatThrownBy(() -> fixture.sources().test(remote))
        .hasMessage("failed to list refs: ssh: handshake failed: knownhosts: key is unknown");
    Files.writeString(fixture.directory.resolve("known_hosts"), ssh.knownHosts());
    assertThat(text(sources, remote, "main", "a")).isEqualTo("2");
    assertThat(
            text(sources, with(ssh.url(repository), new SshKey(ssh.privateKeyPkcs8())), first, "a"))
        .isEqualTo("1");
  }

  @Test
  void saysThatThereIsNoSuchHost() {
    for (String url : List.of("https://none.invalid/a", "ssh://git@none.invalid/a")) {
      assertThatThrownBy(() -> fixture.sources().test(remote(url)))
          .hasMessageStartingWith("failed to list refs: no such host: ");
    }
  }

  @Test
  void believesAnyHostKeyOnlyWhenToldTo() throws Exception {
    var ssh = fixture.git.ssh();
    var other = fixture.git.ssh();
    Files.writeString(
        fixture.directory.resolve("known_hosts"),
        ssh.knownHosts().split(" ", 2)[0] + " " + other.knownHosts().split(" ", 2)[1]);
    var remote = with(ssh.url(repository), new SshKey(ssh.privateKey()));
    assertThatThrownBy(() -> fixture.sources().test(remote))
        .hasMessageContaining("knownhosts: key mismatch");
    var careless = new Remote(remote.url(), remote.credentials(), false, true, "", "", "", "");
    assertThat(fixture.sources().test(careless).branches()).containsExactly("main");
    var wrongKey =
        new Remote(remote.url(), new SshKey(other.privateKey()), false, true, "", "", "", "");
    assertThatThrownBy(() -> fixture.sources().test(wrongKey))
        .hasMessageContaining("authentication required");
    var noKey = new Remote(remote.url(), new SshKey("garbage"), false, true, "", "", "", "");
    assertThatThrownBy(() -> fixture.sources().test(noKey))
        .hasMessageContaining("there is no private key");
  }

  @Test
  void aHangingRemoteEndsInTimeAndDelaysNoOther() throws Exception {
    var hanging = fixture.git.hanging();
    var sources = fixture.sources(Duration.ofSeconds(1), Duration.ofSeconds(1));
    for (String url :
        new String[] {
          "https://127.0.0.1:" + hanging.port() + "/x",
          "ssh://git@127.0.0.1:" + hanging.port() + "/x"
        }) {
      var waiting =
          Thread.ofVirtual()
              .start(() ->
                  assertThatThrownBy(() -> sources.test(remote(url)))
                      .isInstanceOf(SourceException.class)
                      .hasMessageContaining("timeout"));
      assertThat(text(sources, remote(repository), "main", "a")).isEqualTo("2");
      assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
      assertThatThrownBy(() -> sources.test(remote(url)))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("timeout");
    }
  }

  private static String allOf(Throwable e) {
    var text = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
