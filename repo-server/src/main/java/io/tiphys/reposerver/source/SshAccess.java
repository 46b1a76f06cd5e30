package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.Remote.Credentials;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.jspecify.annotations.Nullable;

/// How one conversation over SSH is set up: the key of the request and nothing of this account's
/// own, no agent, no `~/.ssh/config`; host keys as the installation's known hosts say.
final class SshAccess {

  private final Path knownHosts;
  private final Path emptyHome;

  /// @param emptyHome a directory without any SSH files
  SshAccess(Path knownHosts, Path emptyHome) {
    this.knownHosts = knownHosts;
    this.emptyHome = emptyHome;
  }

  /// Sets a transport up; the result is to be closed after it.
  AutoCloseable configure(SshTransport transport, Remote remote, HostKeyRefusal refusal)
      throws IOException, GeneralSecurityException {
    List<KeyPair> keys =
        remote.credentials() instanceof Credentials.SshKey(var pem)
            ? PrivateKeys.read(pem)
            : List.of();
    SshdSessionFactory factory =
        new SshdSessionFactoryBuilder()
            .setPreferredAuthentications("publickey")
            .setHomeDirectory(emptyHome.toFile())
            .setSshDirectory(emptyHome.toFile())
            .setConfigStoreFactory((File home, File config, String user) -> null)
            .setDefaultKeysProvider(directory -> keys)
            .setServerKeyDatabase((home, directory) ->
                remote.insecureIgnoreHostKey()
                    ? new AnyHost()
                    : new KnownHosts(knownHosts, refusal))
            .build(null);
    transport.setSshSessionFactory(factory);
    return factory::close;
  }

  /// Why a host was refused; the SSH library only says that the handshake failed.
  static final class HostKeyRefusal {

    private volatile @Nullable String reason;

    @Nullable String reason() {
      return reason;
    }
  }

  private static final class AnyHost implements ServerKeyDatabase {

    @Override
    public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration config) {
      return List.of();
    }

    @Override
    public boolean accept(
        String address,
        InetSocketAddress remote,
        PublicKey key,
        Configuration config,
        @Nullable CredentialsProvider provider) {
      return true;
    }
  }

  private static final class KnownHosts implements ServerKeyDatabase {

    private final Path file;
    private final HostKeyRefusal refusal;

    KnownHosts(Path file, HostKeyRefusal refusal) {
      this.file = file;
      this.refusal = refusal;
    }

    @Override
    public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration config) {
      var keys = new ArrayList<PublicKey>();
      for (KnownHostEntry entry : entries(address, remote)) {
        if (!"revoked".equals(entry.getMarker())) {
          keys.add(key(entry));
        }
      }
      return keys;
    }

    @Override
    public boolean accept(
        String address,
        InetSocketAddress remote,
        PublicKey key,
        Configuration config,
        @Nullable CredentialsProvider provider) {
      boolean known = false;
      boolean same = false;
      for (KnownHostEntry entry : entries(address, remote)) {
        boolean equal = KeyUtils.compareKeys(key, key(entry));
        if (equal && "revoked".equals(entry.getMarker())) {
          refusal.reason = "knownhosts: key is revoked";
          return false;
        }
        known = true;
        same |= equal;
      }
      if (!same) {
        refusal.reason = known ? "knownhosts: key mismatch" : "knownhosts: key is unknown";
      }
      return same;
    }

    /// The file may change while the service runs; it is small.
    private List<KnownHostEntry> entries(String address, InetSocketAddress remote) {
      if (!Files.isReadable(file)) {
        return List.of();
      }
      String host = hostOf(address);
      try {
        return KnownHostEntry.readKnownHostEntries(file).stream()
            .filter(entry ->
                entry.isHostMatch(host, remote.getPort())
                    && entry.getKeyEntry() != null
                    && !"cert-authority".equals(entry.getMarker()))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read the SSH known hosts " + file, e);
      }
    }

    private static String hostOf(String address) {
      if (address.startsWith("[")) {
        return address.substring(1, Math.max(1, address.indexOf(']')));
      }
      int colon = address.lastIndexOf(':');
      return colon < 0 || address.indexOf(':') != colon ? address : address.substring(0, colon);
    }

    private static PublicKey key(KnownHostEntry entry) {
      try {
        return entry
            .getKeyEntry()
            .resolvePublicKey(null, java.util.Map.of(), PublicKeyEntryResolver.FAILING);
      } catch (IOException | GeneralSecurityException e) {
        throw new IllegalStateException("an SSH known hosts entry cannot be read", e);
      }
    }
  }
}
