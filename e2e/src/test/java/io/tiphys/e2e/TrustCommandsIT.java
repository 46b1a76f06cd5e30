package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.git.TestingCertificate;
import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The commands of `argocd cert`
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_cert/) and `argocd gpg`
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/gpg-verification/).
class TrustCommandsIT {

  @RegisterExtension static final CommandScript script = CommandScript.of("cert", "gpg");

  private static final String ADA = "6FA9FCF11DDB9918";
  private static final String BOB = "856AB4CE361A2149";
  private static final Path RESOURCES =
      Tools.checkout().resolve("api-server/src/test/resources/io/tiphys/apiserver");
  private static final String RSA = RESOURCES.resolve("hostkeys/rsa.crt").toString();
  private static final String KEY =
      "AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBCYmg3bHK2dwZ8+hSWRBN6Uq2M4yHdvZDdG+7KD7VXedXataov1/DTkJe2HPDANQhwrz3+0xWhpRMTW5Xwrmds8=";

  @TempDir private Path directory;

  private static String name(Way way) {
    return way.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @ParameterizedTest
  @EnumSource
  void certificatesAndHostKeysComeAndGo(Way way) throws IOException {
    Argocd argocd = script.argocd(way);
    String tls = name(way) + ".tls.example.com";
    assertThat(argocd.run("cert", "add-tls", tls, "--from", RSA).succeeds().lines())
        .containsExactly(
            "Reading TLS certificate data in PEM format from '" + RSA + "'",
            "Created entry with 1 PEM certificates for repository server " + tls);
    String host = name(way) + ".ssh.example.com";
    assertThat(
            argocd
                .runWith(host + " ecdsa-sha2-nistp256 " + KEY + "\n", "cert", "add-ssh", "--batch")
                .succeeds()
                .lines())
        .containsExactly(
            "Enter SSH known hosts entries, one per line. Press CTRL-D when finished.",
            "Successfully created 1 SSH known host entries");
    assertThat(argocd.run("cert", "list").succeeds().lines())
        .contains("HOSTNAME TYPE SUBTYPE INFO")
        .anyMatch(line -> line.startsWith(tls + " https rsa CN="))
        .anyMatch(line -> line.startsWith(host + " ssh ecdsa-sha2-nistp256 SHA256:"));
    assertThat(argocd.run("cert", "list", "--cert-type", "ssh").succeeds().out())
        .contains(host)
        .doesNotContain(tls);
    assertThat(argocd.run("cert", "list", "--hostname-pattern", "*.tls.*").succeeds().out())
        .contains(tls)
        .doesNotContain(host);
    assertThat(argocd.run("cert", "rm", tls).succeeds().lines())
        .containsExactly("Removed cert for '" + tls + "' of type 'https' (subtype '')");
    assertThat(argocd.run("cert", "rm", host, "--cert-type", "ssh").succeeds().lines())
        .containsExactly(
            "Removed cert for '" + host + "' of type 'ssh' (subtype 'ecdsa-sha2-nistp256')");
    assertThat(argocd.run("cert", "rm", tls).succeeds().lines())
        .containsExactly("No certificates were removed (none matched the given pattern)");
  }

  @Test
  void whatIsThereIsReplacedOnlyWhenThatIsWished() throws IOException {
    Argocd argocd = script.argocd(Way.WEB_TLS);
    String host = "upsert.example.com";
    String pem = Files.readString(Path.of(RSA));
    argocd.runWith(pem, "cert", "add-tls", host).succeeds();
    assertThat(argocd.runWith(pem, "cert", "add-tls", host).succeeds().lines())
        .contains("Created entry with 0 PEM certificates for repository server " + host);
    String other = TestingCertificate.forLocalhost().pem();
    assertThat(argocd.runWith(other, "cert", "add-tls", host).fails().out())
        .contains("TLS certificate for server '" + host + "' already exist");
    argocd.runWith(other, "cert", "add-tls", host, "--upsert").succeeds();
    assertThat(argocd.run("cert", "list", "--sort", "type").succeeds().lines())
        .contains(host + " https ecdsa CN=localhost");
    assertThat(argocd.run("cert", "list", "-o", "json").succeeds().out())
        .contains("\"serverName\": \"" + host + "\"", "\"certData\": null")
        .doesNotContain("BEGIN CERTIFICATE");

    Path hosts = directory.resolve("hosts");
    String line = "[ssh." + host + "]:2222 ecdsa-sha2-nistp256 ";
    Files.writeString(hosts, line + KEY + "\n");
    argocd.run("cert", "add-ssh", "--batch", "--from", hosts.toString()).succeeds();
    assertThat(argocd.run("cert", "add-ssh", "--batch", "--from", hosts.toString()).lines())
        .contains("Successfully created 0 SSH known host entries");
    String another =
        script.git().ssh().knownHosts().strip().replaceAll(".* ", ""); // of the same type
    Files.writeString(hosts, line + another + "\n");
    assertThat(argocd.run("cert", "add-ssh", "--batch", "--from", hosts.toString()).fails().out())
        .contains("(subtype: 'ecdsa-sha2-nistp256') already exist");
    argocd.run("cert", "add-ssh", "--batch", "--upsert", "--from", hosts.toString()).succeeds();
    assertThat(argocd.run("cert", "rm", "\\[ssh." + host + "\\]*").succeeds().lines())
        .containsExactly(
            "Removed cert for '[ssh."
                + host
                + "]:2222' of type 'ssh'"
                + " (subtype 'ecdsa-sha2-nistp256')");
    assertThat(argocd.run("cert", "rm", "*").fails().out())
        .contains("A single wildcard is not allowed as REPOSERVER name.");
    assertThat(argocd.runWith(pem, "cert", "add-tls", "no host").fails().out())
        .contains("invalid hostname in request: no host");
    argocd.run("cert", "rm", host).succeeds();
  }

  @ParameterizedTest
  @EnumSource
  void signaturesKeysComeAndGo(Way way) {
    Argocd argocd = script.argocd(way);
    String ada = RESOURCES.resolve("gpgkey/ada.asc").toString();
    String both = RESOURCES.resolve("gpgkey/both.asc").toString();
    assertThat(argocd.run("gpg", "list").succeeds().lines()).containsExactly("KEYID TYPE IDENTITY");
    assertThat(argocd.run("gpg", "add", "--from", ada).succeeds().lines())
        .containsExactly("Created 1 key(s) from input file.");
    assertThat(argocd.run("gpg", "add", "--from", both).succeeds().lines())
        .containsExactly(
            "Created 1 key(s) from input file, and 1 key(s) were skipped because they exist"
                + " already.");
    assertThat(argocd.run("gpg", "list").succeeds().lines())
        .containsExactly(
            "KEYID TYPE IDENTITY",
            ADA + " RSA2048 Ada Example <ada@example.com>",
            BOB + " ED25519 Bob Example <bob@example.com>");
    assertThat(argocd.run("gpg", "get", ADA).succeeds().lines())
        .startsWith(
            "Key ID: " + ADA,
            "Key fingerprint: BA3A42FAFCBBCB365E0A96686FA9FCF11DDB9918",
            "Key subtype: RSA2048",
            "Key owner: Ada Example <ada@example.com>",
            "Key data follows until EOF:",
            "-----BEGIN PGP PUBLIC KEY BLOCK-----")
        .last()
        .isEqualTo("-----END PGP PUBLIC KEY BLOCK-----");
    for (String id : new String[] {ADA, BOB}) {
      assertThat(argocd.run("gpg", "rm", id).succeeds().lines())
          .containsExactly("Deleted key with key ID " + id);
    }
    assertThat(argocd.run("gpg", "rm", ADA).fails().out())
        .contains("no such key configured: " + ADA);
    assertThat(argocd.run("gpg", "get", ADA).fails().out()).contains("No such key: " + ADA);
  }

  @Test
  void whatIsNoKeyIsRefused() {
    Argocd argocd = script.argocd(Way.GRPC_TLS);
    assertThat(argocd.run("gpg", "add", "--from", RSA).fails().out())
        .contains("submitted key data has no public key");
    assertThat(argocd.run("gpg", "get", "nonsense").fails().out())
        .contains("KeyID is malformed or empty");
    assertThat(argocd.run("gpg", "list", "-o", "json").succeeds().out().strip()).isEqualTo("[]");
  }
}
