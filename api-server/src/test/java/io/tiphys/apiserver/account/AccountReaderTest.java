package io.tiphys.apiserver.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccountReaderTest {

  private static Map<String, Account> read(
      Map<String, String> configMap, Map<String, String> secret) {
    return AccountReader.read(configMap, key -> Optional.ofNullable(secret.get(key)));
  }

  private static Account named(String name, Map<String, Account> accounts) {
    return Objects.requireNonNull(accounts.get(name));
  }

  @Test
  void adminIsAlwaysThere() {
    var admin =
        named(
            "admin",
            read(
                Map.of(),
                Map.of(
                    "admin.password", "hash", "admin.passwordMtime", "2026-01-02T03:04:05+01:00")));
    assertThat(admin.enabled()).isTrue();
    assertThat(admin.capabilities()).containsExactly(Capability.LOGIN);
    assertThat(admin.passwordHash()).isEqualTo("hash");
    assertThat(admin.passwordMtime()).isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
    assertThat(named("admin", read(Map.of("admin.enabled", "false"), Map.of())).enabled())
        .isFalse();
    assertThat(named("admin", read(Map.of("accounts.admin", "apiKey"), Map.of())).capabilities())
        .containsExactly(Capability.LOGIN, Capability.API_KEY);
  }

  @Test
  void othersAreInTheConfigMap() {
    var accounts =
        read(
            Map.of(
                "accounts.bob", "apiKey, login,other",
                "accounts.carl", "",
                "accounts.carl.enabled", "false",
                "accounts.a.b.c", "login",
                "unrelated", "x"),
            Map.of(
                "accounts.bob.password", "hash",
                "accounts.bob.tokens",
                    "[{\"id\":\"t\",\"iat\":5},{\"id\":\"u\",\"iat\":6,\"exp\":7}]",
                "accounts.dave.password", "hash"));
    assertThat(accounts).containsOnlyKeys("admin", "bob", "carl");
    var bob = named("bob", accounts);
    assertThat(bob.enabled()).isTrue();
    assertThat(bob.capabilities()).containsExactly(Capability.API_KEY, Capability.LOGIN);
    assertThat(bob.passwordMtime()).isNull();
    assertThat(bob.tokens())
        .containsExactly(new Account.ApiToken("t", 5, 0), new Account.ApiToken("u", 6, 7));
    assertThat(named("carl", accounts).enabled()).isFalse();
  }

  @Test
  void whatCannotBeReadShutsOneAccount() {
    var accounts =
        read(
            Map.of(
                "accounts.bob", "login",
                "accounts.bob.enabled", "yes",
                "accounts.carl", "login",
                "accounts.dave", "login"),
            Map.of(
                "accounts.carl.passwordMtime", "yesterday",
                "accounts.dave.tokens", "[{"));
    assertThat(named("bob", accounts).enabled()).isFalse();
    assertThat(named("carl", accounts).enabled()).isFalse();
    assertThat(named("dave", accounts).enabled()).isTrue();
    assertThat(named("dave", accounts).tokens()).isEmpty();
    assertThat(named("admin", accounts).enabled()).isTrue();
  }

  @Test
  void isNeverPrintedWithItsHash() {
    assertThat(read(Map.of(), Map.of("admin.password", "hash")).toString()).doesNotContain("hash");
  }
}
