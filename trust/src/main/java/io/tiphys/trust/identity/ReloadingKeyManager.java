package io.tiphys.trust.identity;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Shows the current credentials in each new handshake. The alias is the generation, so that a
/// handshake during an exchange gets key and certificate of the same one.
final class ReloadingKeyManager extends X509ExtendedKeyManager {

  private final Supplier<ServiceIdentity.Loaded> source;
  private volatile ServiceIdentity.@Nullable Loaded latest;
  private volatile ServiceIdentity.@Nullable Loaded earlier;

  ReloadingKeyManager(Supplier<ServiceIdentity.Loaded> source) {
    this.source = source;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyTypes);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    var credentials = credentials(alias);
    return credentials == null ? null : credentials.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    var credentials = credentials(alias);
    return credentials == null ? null : credentials.key();
  }

  private String @Nullable [] aliases(String keyType) {
    String alias = alias(keyType);
    return alias == null ? null : new String[] {alias};
  }

  private @Nullable String alias(String... keyTypes) {
    var current = source.get();
    remember(current);
    String algorithm = current.material().credentials().key().getAlgorithm();
    for (String keyType : keyTypes) {
      if (keyType.equals(algorithm)) {
        return Long.toString(current.generation());
      }
    }
    return null;
  }

  private void remember(ServiceIdentity.Loaded current) {
    var known = latest;
    if (known == null || known.generation() != current.generation()) {
      earlier = known;
      latest = current;
    }
  }

  private @Nullable Credentials credentials(String alias) {
    for (var candidate : new ServiceIdentity.@Nullable Loaded[] {latest, earlier}) {
      if (candidate != null && Long.toString(candidate.generation()).equals(alias)) {
        return candidate.material().credentials();
      }
    }
    return null;
  }
}
