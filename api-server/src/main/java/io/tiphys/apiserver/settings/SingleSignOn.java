package io.tiphys.apiserver.settings;

import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.settings.Connector;
import io.tiphys.proto.settings.DexConfig;
import io.tiphys.proto.settings.OIDCConfig;
import io.tiphys.proto.settings.oidc.Claim;
import io.tiphys.settings.Settings;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a login screen has to know of `oidc.config` and `dex.config`. Everything else in them may
/// be a secret and is not read.
final class SingleSignOn {

  private SingleSignOn() {}

  static Optional<OIDCConfig> oidc(Settings settings) {
    String text = settings.argocd().data().getOrDefault("oidc.config", "");
    var tree = ConfigYaml.map("oidc.config", text);
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    var oidc =
        OIDCConfig.newBuilder()
            .setName(text(tree, "name"))
            .setIssuer(text(tree, "issuer"))
            .setClientID(settings.secrets().resolve(text(tree, "clientID")))
            .setCliClientID(settings.secrets().resolve(text(tree, "cliClientID")))
            .setEnablePKCEAuthentication(Boolean.TRUE.equals(tree.get("enablePKCEAuthentication")));
    JsonTree.listOrEmpty(tree.get("requestedScopes"))
        .forEach(scope -> oidc.addScopes(String.valueOf(scope)));
    JsonTree.objectOrEmpty(tree.get("requestedIDTokenClaims"))
        .forEach((name, claim) -> oidc.putIdTokenClaims(name, claim(claim)));
    return Optional.of(oidc.build());
  }

  private static Claim claim(@Nullable Object value) {
    var tree = JsonTree.objectOrEmpty(value);
    var claim =
        Claim.newBuilder()
            .setEssential(Boolean.TRUE.equals(tree.get("essential")))
            .setValue(text(tree, "value"));
    JsonTree.listOrEmpty(tree.get("values")).forEach(each -> claim.addValues(String.valueOf(each)));
    return claim.build();
  }

  static Optional<DexConfig> dex(Settings settings) {
    Map<String, String> data = settings.argocd().data();
    var tree = ConfigYaml.map("dex.config", data.getOrDefault("dex.config", ""));
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    String wanted = data.getOrDefault("dex.auth.connectorId", "").strip();
    var dex = DexConfig.newBuilder();
    for (Object each : JsonTree.listOrEmpty(tree.get("connectors"))) {
      var connector = JsonTree.objectOrEmpty(each);
      String id = text(connector, "id");
      dex.addConnectors(
          Connector.newBuilder()
              .setName(text(connector, "name"))
              .setType(text(connector, "type"))
              .setId(id));
      if (!wanted.isEmpty() && wanted.equals(id)) {
        dex.setDexAuthConnectorID(id); // one that is not there would lead to nowhere
      }
    }
    return Optional.of(dex.build());
  }

  private static String text(Map<String, @Nullable Object> tree, String name) {
    return tree.get(name) instanceof String text ? text : "";
  }
}
