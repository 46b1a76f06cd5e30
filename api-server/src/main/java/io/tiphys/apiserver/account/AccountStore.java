package io.tiphys.apiserver.account;

import io.tiphys.apiserver.account.Account.ApiToken;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.json.JsonTree;
import io.tiphys.settings.SecretValues;
import io.tiphys.settings.Settings;
import io.tiphys.settings.SettingsWatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes accounts into `argocd-secret`: passwords and API tokens, nothing else.
public final class AccountStore {

  private static final Logger log = LoggerFactory.getLogger(AccountStore.class);
  private static final int ATTEMPTS = 8;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final KubeClient kube;
  private final ResourcePath secret;
  private final SettingsWatch settings;

  /// @param namespace of the control plane
  public AccountStore(KubeClient kube, String namespace, SettingsWatch settings) {
    this.kube = kube;
    this.secret = ResourcePath.object("", "v1", "secrets", namespace, SecretValues.NAME);
    this.settings = settings;
  }

  /// Changes an account as it is stored now, and returns when this process knows of it.
  ///
  /// @param change may be called again when somebody else writes at the same time
  /// @throws Refusal NOT_FOUND for an account that is none, what `change` throws, and what the API
  ///   server says no with
  void update(String name, UnaryOperator<Account> change) throws InterruptedException {
    Answer answer = new Answer.Unreachable("not tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var stored = read();
      var before =
          Optional.ofNullable(
                  AccountReader.read(settings.current().argocd().data(), stored::value).get(name))
              .orElseThrow(() -> absent(name));
      var after = change.apply(before);
      answer = patch(stored, before, after);
      if (answer.isOk()) {
        awaitKnown(after);
        return;
      }
      if (!(answer instanceof Answer.Refused refused) || !refused.isConflict()) {
        break;
      }
    }
    throw Refusal.of(answer);
  }

  static Refusal absent(String name) {
    return Refusal.notFound("account '%s' does not exist".formatted(name));
  }

  /// `argocd-secret` at one moment. Never printed.
  private record Stored(String resourceVersion, Map<String, String> data) {
    Optional<String> value(String key) {
      return Optional.ofNullable(data.get(key));
    }

    @Override
    public String toString() {
      return "Stored[" + resourceVersion + "]";
    }
  }

  private Stored read() {
    var answer = kube.get(secret);
    if (!(answer instanceof Answer.Ok(var code, var body))) {
      throw Refusal.of(answer);
    }
    var tree = JsonTree.parseObject(body);
    var data = new HashMap<String, String>();
    JsonTree.objectOrEmpty(tree.get("data"))
        .forEach((key, value) ->
            data.put(
                key,
                new String(
                    Base64.getDecoder().decode(String.valueOf(value)), StandardCharsets.UTF_8)));
    var metadata = JsonTree.objectOrEmpty(tree.get("metadata"));
    return new Stored(String.valueOf(metadata.get("resourceVersion")), data);
  }

  private Answer patch(Stored stored, Account before, Account after) {
    String prefix = AccountReader.prefix(after.name());
    var data = new HashMap<String, @Nullable Object>();
    if (!after.passwordHash().equals(before.passwordHash())) {
      data.put(prefix + "password", base64(after.passwordHash()));
      var mtime = Objects.requireNonNull(after.passwordMtime());
      data.put(
          prefix + "passwordMtime",
          base64(DateTimeFormatter.ISO_INSTANT.format(mtime.truncatedTo(ChronoUnit.SECONDS))));
    }
    if (!after.tokens().equals(before.tokens())) {
      // As the original: no list is no key.
      data.put(prefix + "tokens", after.tokens().isEmpty() ? null : base64(json(after.tokens())));
    }
    var patch =
        Map.of("metadata", Map.of("resourceVersion", stored.resourceVersion()), "data", data);
    return kube.patch(secret, PatchType.MERGE, JsonTree.write(patch), Write.as("argocd-server"));
  }

  private static String json(List<ApiToken> tokens) {
    var list = new ArrayList<@Nullable Object>();
    for (ApiToken token : tokens) {
      var item = new LinkedHashMap<String, @Nullable Object>();
      item.put("id", token.id());
      item.put("iat", token.issuedAt());
      if (token.expiresAt() != 0) {
        item.put("exp", token.expiresAt());
      }
      list.add(item);
    }
    return JsonTree.writeString(list);
  }

  /// Who changed a password logs in with the new one next.
  private void awaitKnown(Account written) throws InterruptedException {
    boolean isKnown =
        settings.await(
            now ->
                Optional.ofNullable(accounts(now).get(written.name()))
                    .filter(it -> !isSame(it, written))
                    .isEmpty(),
            LONGEST_WAIT);
    if (!isKnown) {
      log.warn("account {} was written, but the settings do not say so yet", written.name());
    }
  }

  private static Map<String, Account> accounts(Settings now) {
    return AccountReader.read(now.argocd().data(), key -> now.secrets().get(key));
  }

  private static boolean isSame(Account known, Account written) {
    return known.passwordHash().equals(written.passwordHash())
        && known.tokens().equals(written.tokens());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
