package io.tiphys.apiserver.account;

import io.tiphys.apiserver.account.Account.ApiToken;
import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Reads the accounts as they are written down
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#local-usersaccounts).
///
/// A value that cannot be read shuts its account, and no other.
final class AccountReader {

  private static final Logger log = LoggerFactory.getLogger(AccountReader.class);
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  private final Map<String, String> configMap;
  private final Function<String, Optional<String>> secret;

  private AccountReader(Map<String, String> configMap, Function<String, Optional<String>> secret) {
    this.configMap = configMap;
    this.secret = secret;
  }

  /// @param configMap the data of `argocd-cm`
  /// @param secret the values of `argocd-secret`
  static Map<String, Account> read(
      Map<String, String> configMap, Function<String, Optional<String>> secret) {
    var reader = new AccountReader(configMap, secret);
    var names = new TreeSet<String>();
    names.add(Account.ADMIN);
    for (String key : configMap.keySet()) {
      String[] parts = key.split("\\.", -1);
      if (parts[0].equals("accounts") && (parts.length == 2 || parts.length == 3)) {
        names.add(parts[1]);
      }
    }
    var accounts = new HashMap<String, Account>();
    names.forEach(name -> accounts.put(name, reader.account(name)));
    return accounts;
  }

  /// The keys of an account in `argocd-secret` begin with this.
  static String prefix(String name) {
    return name.equals(Account.ADMIN) ? "admin." : "accounts." + name + ".";
  }

  private Account account(String name) {
    String prefix = prefix(name);
    boolean isEnabled = flag("accounts." + name + ".enabled", false);
    if (name.equals(Account.ADMIN)) {
      isEnabled &= flag("admin.enabled", true);
    }
    @Nullable Instant mtime = null;
    String written = secret.apply(prefix + "passwordMtime").orElse("");
    if (!written.isEmpty()) {
      try {
        mtime = OffsetDateTime.parse(written).toInstant();
      } catch (DateTimeParseException e) {
        log.warn("argocd-secret: {}passwordMtime is no time; the account is shut", prefix);
        isEnabled = false;
      }
    }
    return new Account(
        name,
        secret.apply(prefix + "password").orElse(""),
        mtime,
        isEnabled,
        capabilities(name),
        tokens(prefix));
  }

  private List<Capability> capabilities(String name) {
    var capabilities = new LinkedHashSet<Capability>();
    if (name.equals(Account.ADMIN)) {
      capabilities.add(Capability.LOGIN);
    }
    for (String word : configMap.getOrDefault("accounts." + name, "").split(",")) {
      Capability.of(word.strip()).ifPresent(capabilities::add);
    }
    return List.copyOf(capabilities);
  }

  private boolean flag(String key, boolean unreadable) {
    String value = configMap.getOrDefault(key, "true");
    if (!TRUE.contains(value) && !FALSE.contains(value)) {
      log.warn("argocd-cm: {} is neither true nor false", key);
      return unreadable;
    }
    return TRUE.contains(value);
  }

  private List<ApiToken> tokens(String prefix) {
    String json = secret.apply(prefix + "tokens").orElse("");
    if (json.isEmpty()) {
      return List.of();
    }
    try {
      var tokens = new ArrayList<ApiToken>();
      var ids = new HashSet<String>();
      for (Object item :
          JsonTree.listOrEmpty(JsonTree.parse(json.getBytes(StandardCharsets.UTF_8)))) {
        var token = JsonTree.objectOrEmpty(item);
        if (token.get("id") instanceof String id && ids.add(id)) {
          tokens.add(new ApiToken(id, number(token.get("iat")), number(token.get("exp"))));
        }
      }
      return tokens;
    } catch (JacksonException | IllegalArgumentException e) {
      log.warn("argocd-secret: {}tokens is no JSON; none of them counts", prefix);
      return List.of();
    }
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
