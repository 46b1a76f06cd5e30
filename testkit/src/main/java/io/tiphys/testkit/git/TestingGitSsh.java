package io.tiphys.testkit.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellFactory;

/// `git upload-pack` behind SSH, for the holder of one key.
public final class TestingGitSsh implements AutoCloseable {

  private static final Pattern COMMAND = Pattern.compile("git[- ]upload-pack '?([^']+)'?");

  private final Path root;
  private final SshServer server;
  private final KeyPair host;
  private final KeyPair client;

  private TestingGitSsh(Path root, SshServer server, KeyPair host, KeyPair client) {
    this.root = root;
    this.server = server;
    this.host = host;
    this.client = client;
  }

  static TestingGitSsh start(Path root) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair host = generator.generateKeyPair();
      var users = KeyPairGenerator.getInstance("RSA");
      users.initialize(2048);
      KeyPair client = users.generateKeyPair();
      SshServer server = SshServer.setUpDefaultServer();
      server.setHost("127.0.0.1");
      server.setPort(0);
      server.setKeyPairProvider(KeyPairProvider.wrap(host));
      server.setPublickeyAuthenticator(
          (user, key, session) -> KeyUtils.compareKeys(key, client.getPublic()));
      server.setCommandFactory((channel, command) -> {
        Matcher matcher = COMMAND.matcher(command);
        String path = matcher.matches() ? matcher.group(1) : "/nothing";
        return new ProcessShellFactory(command, List.of("git", "upload-pack", path))
            .createShell(channel);
      });
      server.start();
      return new TestingGitSsh(root, server, host, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public String url(TestingRepository repository) {
    return "ssh://git@127.0.0.1:%d%s".formatted(server.getPort(), repository.directory());
  }

  /// The key of the one who may read, as OpenSSH writes it.
  public String privateKey() {
    try (var text = new ByteArrayOutputStream()) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(client, "test", null, text);
      return text.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The same key in PKCS#8.
  public String privateKeyPkcs8() {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(client.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  /// The line for a known hosts file.
  public String knownHosts() {
    return "[127.0.0.1]:%d %s\n"
        .formatted(server.getPort(), PublicKeyEntry.toString(host.getPublic()));
  }

  /// The directory of the repositories, as the server sees it.
  public Path root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
