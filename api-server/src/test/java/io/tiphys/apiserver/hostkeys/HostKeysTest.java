package io.tiphys.apiserver.hostkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeysTest {

  private static final String GITHUB =
      "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

  /// As `ssh-keygen -l` prints it.
  @Test
  void aFingerprintIsWhatOpenSshPrints() {
    var key = HostKey.parse("github.com ssh-ed25519 " + GITHUB + " a comment").orElseThrow();
    assertThat(key.data()).isEqualTo(GITHUB);
    assertThat(key.fingerprint()).isEqualTo("SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU");
    assertThat(key.isValid()).isTrue();
  }

  @Test
  void aKeyIsOfTheTypeThatItSays() {
    assertThat(new HostKey("h", "ssh-rsa", GITHUB).isValid()).isFalse();
    assertThat(new HostKey("h", "ssh-ed25519", "Zm9v").isValid()).isFalse();
    assertThat(new HostKey("h", "ssh-ed25519", "/////w==").isValid()).isFalse();
    assertThat(new HostKey("h", "ssh-ed25519", "!").isValid()).isFalse();
    assertThat(new HostKey("h", "ssh-ed25519", "!").fingerprint()).isEmpty();
  }

  @Test
  void whatIsNoKeyStaysInTheFile() {
    String text =
        """
        # ours
        a.example.com ssh-ed25519 %1$s
        @revoked * ssh-rsa AAAA

        b.example.com ssh-ed25519 %1$s
        """
            .formatted(GITHUB);
    var hosts = KnownHosts.parse(text);
    assertThat(hosts.text()).isEqualTo(text);
    hosts.put(new HostKey("a.example.com", "ssh-ed25519", "AAAA"));
    hosts.put(new HostKey("c.example.com", "ssh-rsa", "BBBB"));
    assertThat(hosts.remove(key -> key.host().startsWith("b"))).hasSize(1);
    assertThat(hosts.text())
        .isEqualTo(
            """
            # ours
            a.example.com ssh-ed25519 AAAA
            @revoked * ssh-rsa AAAA

            c.example.com ssh-rsa BBBB
            """);
    assertThat(KnownHosts.parse("").text()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', anything, true",
    "*, anything, true",
    "*github*, ssh.github.com, true",
    "git*.com, gitlab.com, true",
    "git*.com, gitlab.org, false",
    "git?.com, git1.com, true",
    "git?.com, git.com, false",
    "[ssh.github.com]:443, [ssh.github.com]:443, true",
    "[a], a, false",
    "\\[ssh.github.com\\]*, [ssh.github.com]:443, true",
    "\\*, anything, false",
    "a*b*c, axxbxxbxxc, true",
    "a*b*c, axxbxxbxx, false"
  })
  void namesAreFoundByPattern(String pattern, String host, boolean expected) {
    assertThat(new HostPattern(pattern).matches(host)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git.example.com",
        "10.0.0.1",
        "localhost",
        "[git.example.com]:2222",
        "[::1]:22",
        "2001:db8::1"
      })
  void sshHostsMayHavePorts(String host) {
    assertThat(HostPattern.isSshHost(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "git.example.com:99", "a\nb ssh-rsa AAAA", "-a", "a..b", "[a]", "#a"})
  void everythingElseIsNoHost(String host) {
    assertThat(HostPattern.isSshHost(host)).isFalse();
    assertThat(HostPattern.isHost(host)).isFalse();
  }

  /// The first is what the original's server says of a certificate that `openssl` made with `-subj
  /// "/CN=git.example.com/O=Ex, Inc/C=DE"`.
  @Test
  void aSubjectIsWrittenAsGoWritesIt() throws IOException {
    assertThat(subject("CN=git.example.com,O=Ex\\, Inc,C=DE"))
        .isEqualTo("CN=git.example.com,O=Ex\\, Inc,C=DE");
    assertThat(subject("C=DE,O=Ex,OU=a,OU=b,CN=x")).isEqualTo("CN=x,OU=a+OU=b,O=Ex,C=DE");
    assertThat(subject("E=a@b,CN=x")).isEqualTo("CN=x,1.2.840.113549.1.9.1=#1603614062");
    assertThat(subject("CN=\\ x#\\ ")).isEqualTo("CN=\\ x#\\ ");
  }

  private static String subject(String name) throws IOException {
    return SubjectName.of(new X500Name(name).getEncoded());
  }

  @Test
  void oneBrokenCertificateRefusesAll() {
    for (String pem :
        List.of(
            "-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----",
            "-----BEGIN CERTIFICATE-----")) {
      assertThatThrownBy(() -> ServerCertificate.parse(pem))
          .isInstanceOf(CertificateException.class);
    }
  }
}
