package io.tiphys.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedHostsTest {

  @TempDir Path directory;

  @Test
  void filesAreWhatTheConfigMapsSay() throws Exception {
    Path tls = Files.createDirectories(directory.resolve("tls"));
    Path ssh = Files.createDirectories(directory.resolve("ssh"));
    var hosts = new TrustedHosts(tls, ssh);
    hosts.write(
        Map.of(
            "argocd-tls-certs-cm", Map.of("git.example.org", "one", "../outside", "no"),
            "argocd-ssh-known-hosts-cm", Map.of("ssh_known_hosts", "host key", "other", "no")));
    assertThat(tls.resolve("git.example.org")).hasContent("one");
    assertThat(ssh.resolve("ssh_known_hosts")).hasContent("host key");
    assertThat(directory.resolve("outside")).doesNotExist();
    hosts.write(Map.of("argocd-tls-certs-cm", Map.of("other.example.org", "two")));
    assertThat(tls.toFile().list()).containsExactly("other.example.org");
    assertThat(ssh).isEmptyDirectory();
  }
}
