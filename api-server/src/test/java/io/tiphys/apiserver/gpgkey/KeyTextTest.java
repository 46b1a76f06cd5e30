package io.tiphys.apiserver.gpgkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

  /// The keys were made by gpg; the values are what it lists.
  @ParameterizedTest
  @CsvSource({
    "ada.asc, 6FA9FCF11DDB9918, BA3A42FAFCBBCB365E0A96686FA9FCF11DDB9918, rsa2048, Ada Example <ada@example.com>",
    "bob.asc, 856AB4CE361A2149, 3EA972329022B7AB8EC4DD43856AB4CE361A2149, ed25519, Bob Example <bob@example.com>",
    "eve.asc, CA8C91724D8EA1AC, 6A84D0476E530B14021A6876CA8C91724D8EA1AC, nistp256, Eve <eve@example.com>"
  })
  void aKeyIsDescribedAsGpgDescribesIt(
      String file, String id, String fingerprint, String subType, String owner) throws Exception {
    var key = KeyText.parse(resource(file)).getFirst();
    assertThat(key.id()).isEqualTo(id);
    assertThat(key.fingerprint()).isEqualTo(fingerprint);
    assertThat(key.subType()).isEqualTo(subType);
    assertThat(key.owner()).isEqualTo(owner);
    assertThat(key.text())
        .startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n")
        .endsWith("-----END PGP PUBLIC KEY BLOCK-----");
    var again = KeyText.parse(key.text()).getFirst();
    assertThat(again.ring().getEncoded()).isEqualTo(key.ring().getEncoded());
  }

  @Test
  void manyKeysMayBeInOneBlockOrInMany() throws Exception {
    assertThat(KeyText.parse(resource("both.asc"))).hasSize(2);
    assertThat(KeyText.parse("text\n" + resource("ada.asc") + "text\n" + resource("bob.asc")))
        .extracting(PublicKey::id)
        .containsExactly("6FA9FCF11DDB9918", "856AB4CE361A2149");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nZm9vYmFy\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\n-----END PGP PUBLIC KEY BLOCK-----",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nAAAA\n-----END PGP PRIVATE KEY BLOCK-----"
      })
  void whatIsNoPublicKeyIsRefused(String text) {
    assertThatThrownBy(() -> KeyText.parse(text))
        .isInstanceOf(KeyText.Unreadable.class)
        .hasMessageStartingWith("submitted key data");
  }

  @Test
  void aTextThatIsTooLargeIsNotReadAtAll() {
    assertThatThrownBy(() -> KeyText.parse("x".repeat(600 << 10)))
        .hasMessage("submitted key data is larger than 512 KiB");
  }

  @ParameterizedTest
  @CsvSource({
    "6FA9FCF11DDB9918, 6FA9FCF11DDB9918",
    "0x6fa9fcf11ddb9918, 6FA9FCF11DDB9918",
    "BA3A42FAFCBBCB365E0A96686FA9FCF11DDB9918, 6FA9FCF11DDB9918",
    "ABCD, ''",
    "../../../../etc/x, ''",
    "'', ''"
  })
  void aKeyIsCalledByItsIdOrFingerprint(String given, String id) {
    assertThat(PublicKey.id(given)).isEqualTo(id);
  }

  static String resource(String name) {
    try (var input = KeyTextTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
